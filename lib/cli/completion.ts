import type { Argument, Command, Option } from "commander";

import { quoteForShell } from "../../guest/render";
import { PROGRAM } from "./command";

/** Shells with completion. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** Shell with completion. */
export type Shell = (typeof SHELLS)[number];

/** Returns the completion script of a shell for a program: commands, options and their values; files elsewhere. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => entryOf(program, command));
  return { bash, zsh, fish }[shell](commands);
}

/** Command, as completion needs it. */
interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly Option[];
  /** Words that its first argument may be; none: a file, or nothing. */
  readonly words: readonly string[];
  /** Whether an argument is a file. */
  readonly takesFiles: boolean;
}

function entryOf(program: Command, command: Command): Entry {
  const [argument] = command.registeredArguments;
  const words =
    command.name() === "help" ? program.commands.map((one) => one.name()) : (argument?.argChoices ?? []);
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: command.createHelp().visibleOptions(command),
    words,
    takesFiles: words.length === 0 && isFile(argument),
  };
}

function isFile(argument: Argument | undefined): boolean {
  return argument !== undefined;
}

/** Long and short form of an option. */
function formsOf({ short, long }: Option): string[] {
  return [short, long].filter((form) => form !== undefined);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function namesFile(option: Option): boolean {
  return takesValue(option) && /<(?:folder|file)>/.test(option.flags);
}

function bash(commands: readonly Entry[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options.filter(takesValue).flatMap((option) => {
      const pattern = formsOf(option)
        .map((form) => `"${name} ${form}"`)
        .join(" | ");
      if (namesFile(option)) return [`\t\t${pattern}) return ;;`];
      return [`\t\t${pattern}) words=${quoteForShell((option.argChoices ?? []).join(" "))} isValue=1 ;;`];
    }),
  );
  const words = commands.map(({ name, options, words: choices }) => {
    const forms = options.flatMap(formsOf).filter((form) => form.startsWith("--"));
    return `\t\t${name}) words=${quoteForShell(choices.join(" "))} options=${quoteForShell(forms.join(" "))} ;;`;
  });
  return `# Completion of ${PROGRAM} for bash. For this shell: eval "$(${PROGRAM} completion bash)"
_exposed_eip() {
	local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} words='' options='' isValue=''
	COMPREPLY=()
	# In --option=value, the equals sign is a word.
	if [ "$current" = '=' ]; then
		current=''
	elif [ "$previous" = '=' ]; then
		previous=\${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if [ "$COMP_CWORD" -eq 1 ]; then
		words=${quoteForShell(commands.map(({ name }) => name).join(" "))} options='--help --version'
	else
		case "\${COMP_WORDS[1]} $previous" in
${values.join("\n")}
		esac
		[ "$isValue" ] || case "\${COMP_WORDS[1]}" in
${words.join("\n")}
		esac
	fi
	case "$current" in -*) words=$options ;; esac
	# Without a word, the shell completes files.
	COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _exposed_eip ${PROGRAM}
`;
}

function zsh(commands: readonly Entry[]): string {
  const optionSpec = (option: Option): string => {
    const forms = formsOf(option);
    const value = takesValue(option)
      ? `:${option.name()}:${namesFile(option) ? "_files" : `(${(option.argChoices ?? []).join(" ")})`}`
      : "";
    const text = `[${option.description.replaceAll(/[[\]:\\]/g, "\\$&")}]${value}`;
    return forms.length === 1
      ? quoteForShell(`${forms[0] ?? ""}${text}`)
      : `${quoteForShell(`(${forms.join(" ")})`)}{${forms.join(",")}}${quoteForShell(text)}`;
  };
  const cases = commands.map(({ name, options, words, takesFiles }) => {
    const argument =
      words.length > 0 ? [`'1:argument:(${words.join(" ")})'`] : takesFiles ? ["'*:file:_files'"] : [];
    return `\t\t${name}) _arguments ${[...options.map(optionSpec), ...argument].join(" ")} ;;`;
  });
  return `#compdef ${PROGRAM}
# Completion of ${PROGRAM} for zsh. For this shell: source <(${PROGRAM} completion zsh)
_exposed_eip() {
	local context state state_descr line
	typeset -A opt_args
	local -a commands
	commands=(
${commands.map(({ name, summary }) => `\t\t${quoteForShell(`${name}:${summary}`)}`).join("\n")}
	)
	_arguments -C '(-h --help)'{-h,--help}'[print the help]' '(-v --version)'{-v,--version}'[print the version]' '1: :->command' '*:: :->rest'
	case $state in
	command) _describe command commands ;;
	rest)
		case $words[1] in
${cases.join("\n")}
		esac
		;;
	esac
}
if [ "$funcstack[1]" = _exposed_eip ]; then
	_exposed_eip "$@"
else
	compdef _exposed_eip ${PROGRAM}
fi
`;
}

function fish(commands: readonly Entry[]): string {
  const quoted = (text: string) => `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
  const lines = commands.flatMap(({ name, summary, options, words, takesFiles }) => {
    const after = `complete -c ${PROGRAM} -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    const ofOptions = options.map((option) => {
      const { short, long } = option;
      const value = takesValue(option) ? (namesFile(option) ? " -r -F" : " -x") : "";
      const choices = option.argChoices === undefined ? "" : ` -a ${quoted(option.argChoices.join(" "))}`;
      const forms = `${short === undefined ? "" : ` -s ${short.slice(1)}`}${long === undefined ? "" : ` -l ${long.slice(2)}`}`;
      return `${after}${forms}${value}${choices} -d ${quoted(option.description)}`;
    });
    return [
      `complete -c ${PROGRAM} -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...ofOptions,
      ...(words.length > 0 ? [`${after} -f -a ${quoted(words.join(" "))}`] : []),
      ...(takesFiles || words.length > 0 ? [] : [`${after} -f`]),
    ];
  });
  return `# Completion of ${PROGRAM} for fish. For this shell: ${PROGRAM} completion fish | source
complete -c ${PROGRAM} -n __fish_use_subcommand -s h -l help -d 'print the help'
complete -c ${PROGRAM} -n __fish_use_subcommand -s v -l version -d 'print the version'
${lines.join("\n")}
`;
}
