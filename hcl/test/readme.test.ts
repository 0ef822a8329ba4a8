import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { programsOnPath, testIf } from "../../testing/requirements";
import { parseTerraformJson, renderHcl } from "../src";
import { InstalledCommand } from "./support/command";

const readme = readFileSync(path.join(__dirname, "../README.md"), "utf8");

/** The fenced blocks in a language, without the indentation of a list item. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(/^( *)```(\w+)\n([^]*?\n)\1```$/gm)].flatMap(([, margin = "", found, text = ""]) =>
    found === language ? [text.replaceAll(new RegExp(`^${margin}`, "gm"), "")] : [],
  );

describe("the README shows", () => {
  const [json = ""] = blocks("json");
  const [help = "", error = "", guesses = ""] = blocks("text");
  let command: InstalledCommand;

  beforeAll(() => {
    command = new InstalledCommand();
    const stack = path.join(command.folder, "cdktf.out/stacks/web");
    mkdirSync(stack, { recursive: true });
    writeFileSync(path.join(stack, "cdk.tf.json"), json);
    writeFileSync(path.join(command.folder, "cdk.tf.json"), '{ "locals": { "name": "${shop" } }');
  });

  afterAll(() => {
    command.remove();
  });

  testIf(programsOnPath("bash"), "what its first command prints", async () => {
    const [line = ""] = blocks("sh");
    const { stdout, stderr } = await command.shell(line.replace("npx ", ""));
    expect(stdout).toBe(blocks("hcl")[0]);
    expect(stderr).toBe(guesses);
  });

  test("the help", async () => {
    expect((await command.run(["--help"])).stdout).toBe(help);
  });

  test("an error as it is", async () => {
    expect((await command.run(["cdk.tf.json"])).stderr).toBe(error);
  });

  test("a program that prints the same", () => {
    const [program = ""] = blocks("ts");
    expect(program).toContain("renderHcl(parseTerraformJson(text))");
    expect(renderHcl(parseTerraformJson(json))).toBe(blocks("hcl")[0]);
  });
});
