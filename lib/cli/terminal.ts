import { styleText } from "node:util";

/** Stream that a text is for, with what tells whether it shows colors. */
export type ColorStream = NodeJS.WriteStream;

type Style = Parameters<typeof styleText>[0];

/**
 * Styles a text for a stream. It stays plain unless the stream is a terminal, or the environment variable `FORCE_COLOR` demands colors;
 * `NO_COLOR` forbids them.
 */
export function styled(style: Style, text: string, stream: ColorStream): string {
  return styleText(style, text, { stream, validateStream: true });
}

/** Starts of lines, with the style of the start. */
const STARTS: readonly (readonly [RegExp, Style])[] = [
  [/^warning:/gm, "yellow"],
  [/^error:/gm, "red"],
  [/^ {2}problem(?= {2})/gm, "red"],
  [/^ {2}(?:write|did you mean|do)(?= {2})/gm, "green"],
  [/^ {2}-(?= {3}|\/\+ )(?:\/\+)?/gm, "red"],
  [/^ {2}\+(?= {3})/gm, "green"],
  [/^ {2}~(?= {3})/gm, "yellow"],
];

/** Styles the starts of the lines of a report: warnings, errors with their remedies, and the signs of a diff. */
export function colored(report: string, stream: ColorStream): string {
  // Without colors, nothing has to be found.
  if (styled("red", "x", stream) === "x") return report;
  return STARTS.reduce(
    (text, [start, style]) => text.replaceAll(start, (found) => styled(style, found, stream)),
    report,
  );
}

/** Whether somebody can be asked: input and output are a terminal. */
export function isOnTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

/** Ignores that a reader such as `head` closes the pipe early: the program ends without a message, and with its exit code. */
export function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    // Other listeners may come and go: esbuild has one while it builds the program of the repository. By name, since another copy of
    // this module may have added its own.
    const isThere = stream.listeners("error").some(({ name }) => name === ignoreLostReader.name);
    if (!isThere) stream.on("error", ignoreLostReader);
  }
}

function ignoreLostReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
