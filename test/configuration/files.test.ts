import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ConfigurationError } from "../../lib/configuration/configuration-errors";
import { loadConfiguration, parseConfiguration } from "../../lib/configuration/load";
import { requirement, testIf } from "../../testing/requirements";
import { issuesIn } from "./issues-in";

const TEXT = "region: cn-hangzhou\nexposures:\n  web:\n    instance: i-bp1a\n    eip: 203.0.113.106\n";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "configuration-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileWith(content: string | Uint8Array, name = "exposure.yaml"): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** Message about the file, with its name and without the temporary folder in front. */
function messageFor(file: string): string {
  try {
    loadConfiguration(file);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.replace(`${folder}/`, "");
    throw error;
  }
  throw new Error("this file has no errors");
}

function lines(...texts: string[]): string {
  return texts.join("\n");
}

describe("a configuration file is read when", () => {
  const expected = parseConfiguration(TEXT, "exposure.yaml");

  test.each([
    ["it begins with a byte order mark", `\uFEFF${TEXT}`],
    ["its lines end in CR LF", TEXT.replaceAll("\n", "\r\n")],
    ["its last line does not end", TEXT.trimEnd()],
    ["it begins with --- and ends with ...", `---\n${TEXT}...\n`],
    ["it begins with a YAML directive", `%YAML 1.2\n---\n${TEXT}`],
    ["it has comments everywhere", TEXT.replaceAll("\n", " # why\n")],
    [
      "it is JSON",
      '{"region":"cn-hangzhou","exposures":{"web":{"instance":"i-bp1a","eip":"203.0.113.106"}}}',
    ],
    [
      "it is JSON that is indented with tabs",
      '{\n\t"region": "cn-hangzhou",\n\t"exposures": {\n\t\t"web": {\n\t\t\t"instance": "i-bp1a",\n\t\t\t"eip": "203.0.113.106"\n\t\t}\n\t}\n}\n',
    ],
  ])("%s", (_, text) => {
    expect(loadConfiguration(fileWith(text))).toEqual(expected);
  });
});

describe("positions are right", () => {
  test("behind a byte order mark", () => {
    expect(messageFor(fileWith("\uFEFFregoin: cn-hangzhou\nexposures: {}\n"))).toMatch(
      /^exposure\.yaml:1:1 {2}regoin\n/,
    );
  });

  test("behind a byte order mark in a text", () => {
    expect(issuesIn("\uFEFFregoin: cn-hangzhou\nexposures: {}\n").issues).toMatchObject([
      { path: "regoin", position: { line: 1, column: 1 } },
    ]);
  });

  test("where lines end in CR LF", () => {
    const text = TEXT.replace("106", "010").replaceAll("\n", "\r\n");
    expect(messageFor(fileWith(text))).toMatch(
      /^exposure\.yaml:5:10 {2}exposures\.web\.eip\n {2}found {4}203\.0\.113\.010\n/,
    );
  });

  test("in JSON", () => {
    const text =
      '{"region": "cn-hangzhou",\n "exposures": {"web": {"instance": "i-bp1a",\n   "eip": "203.0.113"}}}';
    expect(messageFor(fileWith(text))).toMatch(/^exposure\.yaml:3:11 {2}exposures\.web\.eip\n/);
  });
});

describe("a configuration file fails when", () => {
  test("there is none, naming EXPOSURE_CONFIG", () => {
    expect(messageFor(path.join(folder, "exposure.yaml"))).toBe(
      lines(
        "exposure.yaml",
        "  problem  file not found",
        "  do       create it with exposed-eip init, or name another file as the argument or in EXPOSURE_CONFIG",
      ),
    );
  });

  test("its name is empty", () => {
    expect(messageFor("")).toBe(
      lines(
        '""',
        "  problem  file not found",
        "  do       create it with exposed-eip init, or name another file as the argument or in EXPOSURE_CONFIG",
      ),
    );
  });

  test("its name has escape sequences of a terminal in it, which do not reach the terminal", () => {
    expect(messageFor("\u001b[2Jexposure.yaml")).toMatch(/^"\\u001b\[2Jexposure\.yaml"\n/);
  });

  test("it is a folder", () => {
    mkdirSync(path.join(folder, "exposure.yaml"));
    expect(messageFor(path.join(folder, "exposure.yaml"))).toBe(
      lines(
        "exposure.yaml",
        "  problem  folder, not a file",
        "  do       name a file in it, or rename the folder",
      ),
    );
  });

  test("it is said to be inside another file, naming the code of the error", () => {
    fileWith(TEXT);
    expect(messageFor(path.join(folder, "exposure.yaml", "more.yaml"))).toBe(
      lines("exposure.yaml/more.yaml", "  problem  cannot read the file (ENOTDIR)"),
    );
  });

  const otherUser = requirement("a user who is not root", () =>
    process.getuid?.() === 0 ? "root may read every file" : undefined,
  );
  testIf(otherUser, "it may not be read", () => {
    const file = fileWith(TEXT);
    chmodSync(file, 0o000);
    expect(messageFor(file)).toBe(
      lines(
        "exposure.yaml",
        "  problem  permission to read the file denied",
        "  do       grant yourself permission to read it",
      ),
    );
  });

  test("it is Latin-1, naming the place of the first character that is not UTF-8", () => {
    expect(messageFor(fileWith(Buffer.from(`${TEXT}tags: {équipe: réseau}\n`, "latin1")))).toBe(
      lines("exposure.yaml:6:8", "  problem  not UTF-8 text", "  do       save the file in UTF-8"),
    );
  });

  test("it is UTF-16", () => {
    expect(messageFor(fileWith(Buffer.from(`\uFEFF${TEXT}`, "utf16le")))).toMatch(
      /^exposure\.yaml:1:1\n {2}problem {2}not UTF-8 text\n/,
    );
  });

  test("it is empty, showing the smallest that is not", () => {
    const message = messageFor(fileWith(""));
    expect(message).toMatch(/^exposure\.yaml\n {2}problem {2}empty file\n/);
    const [, smallest = ""] = /begin with {2}(.+)$/m.exec(message) ?? [];
    expect(loadConfiguration(fileWith(smallest)).exposures).toHaveProperty("web");
  });

  test.each([
    ["lists", "[", "]"],
    ["mappings", "{a: ", "}"],
  ])("%s are nested a thousand deep", (_, open, close) => {
    expect(messageFor(fileWith(`region: ${open.repeat(1000)}${close.repeat(1000)}`))).toMatch(
      /^exposure\.yaml:1:\d+\n {2}problem {2}lists and mappings are nested too deeply\n/,
    );
  });

  test("a value is very long, showing how it begins", () => {
    expect(messageFor(fileWith(TEXT.replace("203.0.113.106", "1".repeat(100_000))))).toMatch(
      /^ {2}found {4}1{60}… \(100000 characters\)$/m,
    );
  });
});

describe("a name that is misspelt", () => {
  test.each([
    ["exposures.yaml", "exposure.yaml"],
    ["exposure.yml", "exposure.yaml"],
    ["exposure.yaml", "exposure.json"],
    ["exopsure.yaml", "exposure.yaml"],
    ["production.yaml", "prodution.yml"],
  ])("%s: did you mean %s?", (named, present) => {
    fileWith(TEXT, present);
    // These are no configurations.
    for (const name of ["exposure.lock.json", "exposure.schema.json", "exposures.txt"]) fileWith("{}", name);
    expect(messageFor(path.join(folder, named))).toBe(
      lines(named, "  problem       file not found", `  did you mean  ${path.join(folder, present)}`),
    );
  });

  test.each(["web.yaml", "nowhere/exposure.yaml"])("%s is not near any other", (named) => {
    fileWith(TEXT);
    expect(messageFor(path.join(folder, named))).toBe(
      lines(
        named,
        "  problem  file not found",
        "  do       create it with exposed-eip init, or name another file as the argument or in EXPOSURE_CONFIG",
      ),
    );
  });
});

describe("a NUL byte", () => {
  test.each([
    ["in a value", "region: cn-hang\0zhou\nexposures: {}\n", "exposure.yaml:1:16"],
    ["in a comment", "# \0\nregion: cn-hangzhou\nexposures: {}\n", "exposure.yaml:1:3"],
    ["of UTF-16 without a byte order mark", Buffer.from(TEXT, "utf16le"), "exposure.yaml:1:2"],
  ])("%s is said to be one", (_, content, place) => {
    expect(messageFor(fileWith(content))).toBe(
      lines(
        place,
        "  problem  NUL byte: the file is not text in UTF-8",
        "  do       save the file as text in UTF-8, not in UTF-16",
      ),
    );
  });
});

// Configurations as people write them by an input method: every error has a position, and nothing is called unknown.
describe("punctuation of an input method", () => {
  const FULL_WIDTH: Readonly<Record<string, string>> = { ":": "：", ",": "，", "{": "｛", "}": "｝" };

  test.each([...TEXT.matchAll(/[:,{}]/g)].map(({ index }) => index))("at offset %i is named", (offset) => {
    const character = TEXT.charAt(offset);
    const text = `${TEXT.slice(0, offset)}${FULL_WIDTH[character] ?? ""}${TEXT.slice(offset + 1).trimStart()}`;
    const { issues } = issuesIn(text);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.problem).toContain(FULL_WIDTH[character]);
    expect(issues[0]?.position?.line).toBe(TEXT.slice(0, offset).split("\n").length);
  });
});
