/** Linter of others, and how to find out whether it is there. */
export interface Linter {
  readonly name: string;
  readonly program: string;
  readonly arguments: readonly string[];
}

/** One finding of a linter. */
export interface LinterFinding {
  readonly linter: string;
  /** Folder that was checked, as the report calls it. */
  readonly target: string;
  readonly rule: string;
  readonly message: string;
}

/** Findings that stay, and why. */
interface Accepted {
  readonly linter: string;
  readonly rule: string;
  /** Findings of the rule that stay; others fail. */
  readonly message: RegExp;
  readonly reason: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    linter: "tflint",
    rule: "terraform_naming_convention",
    message: /^resource name `[a-z0-9_-]+` must match the following format: snake_case$/,
    reason:
      "names are keys of exposures, ranges and IDs, which have hyphens; to change one would change a Terraform address",
  },
  {
    linter: "tflint",
    rule: "terraform_standard_module_structure",
    message: /^Module should include an empty variables\.tf file$/,
    reason: "a rule for modules: a root that has no variables needs no file for them",
  },
  {
    linter: "tflint",
    rule: "terraform_standard_module_structure",
    message: /(?:should be moved from .* to (?:outputs|variables|main)\.tf|should include a main\.tf file)/,
    reason: "a rule for modules: an example is one file to copy, and cdk.tf.json is one by its nature",
  },
  {
    linter: "tflint",
    rule: "terraform_unused_declarations",
    message: /^local\.primary_vswitch_placed is declared but not used$/,
    reason: "the text is shared: the stacks use the local value, while the module creates no vSwitch 1",
  },
];

/** Returns the accepted entry of a finding; undefined for one to fix. */
function acceptedBy({ linter, rule, message }: LinterFinding): Accepted | undefined {
  return ACCEPTED.find((one) => one.linter === linter && one.rule === rule && one.message.test(message));
}

/** Linters of a run, and the folders that they saw. */
export interface LinterRun {
  readonly targets: readonly string[];
  readonly linters: readonly string[];
  readonly missing: readonly string[];
}

/** Returns the report of a run; it is clean if every finding is accepted. */
export function reportOf(
  findings: readonly LinterFinding[],
  run: LinterRun,
): { text: string; isClean: boolean } {
  const open = findings.filter((finding) => acceptedBy(finding) === undefined);
  const counts = ACCEPTED.map((one) => findings.filter((finding) => acceptedBy(finding) === one).length);
  const lines = [
    `${String(run.targets.length)} folders, by ${run.linters.join(", ")}`,
    ...run.missing.map((name) => `not run: ${name}, which is not on the PATH`),
    ...ACCEPTED.flatMap(({ linter, rule, reason }, i) =>
      counts[i] === 0 ? [] : [`accepted: ${linter} ${rule}, ${String(counts[i])} times: ${reason}`],
    ),
    ...open.map(({ linter, target, rule, message }) => `${target}: ${linter} ${rule}: ${message}`),
    open.length === 0 ? "nothing to fix" : `${String(open.length)} to fix`,
  ];
  return { text: `${lines.join("\n")}\n`, isClean: open.length === 0 };
}
