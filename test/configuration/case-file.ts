import { readFileSync } from "node:fs";
import path from "node:path";

/** Configuration with errors, and the message about them. */
export interface BadConfiguration {
  /** Error, as the end of the sentence "fails when …". */
  readonly title: string;
  /** Text of the configuration file. */
  readonly text: string;
  /** Whole message. */
  readonly message: string;
}

/** Reads a file of the folder `bad`; its first line says how it is written. */
export function readCases(name: string): BadConfiguration[] {
  const [, ...cases] = readFileSync(path.join(__dirname, "bad", name), "utf8").split(/^=== /m);
  return cases.map((text) => {
    const [, title, configuration, message] = /^(.+)\n([^]*?)^>>>\n([^]+)$/m.exec(text) ?? [];
    if (title === undefined || configuration === undefined || message === undefined) {
      throw new Error(`not a case, in ${name}: ${text}`);
    }
    return { title, text: configuration, message: message.trimEnd() };
  });
}
