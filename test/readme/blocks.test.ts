import { readdirSync } from "node:fs";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { parseConfiguration } from "../../lib/configuration/load";
import { ProjectCopy } from "../../testing/project-copy";
import { type FencedBlock, fencedBlocks } from "./markdown";
import { blocksIn, projectText, README, ROOT } from "./readme";

/** How the blocks in a language are tested. The commands have a test file of their own. */
const TESTED = ["json", "sh", "text", "ts", "yaml"];

const EXPOSURE = projectText("exposure.yaml");

const titled = (blocks: readonly FencedBlock[]) => blocks.map((block) => ({ ...block }));

describe("a block of the README", () => {
  let project: ProjectCopy;
  let printed: string;

  beforeAll(async () => {
    project = await ProjectCopy.create();
    printed = (await project.run("npm run --silent synth")).stdout;
  }, 60_000);

  afterAll(() => project.remove());

  test.each(titled(fencedBlocks(README)))("at line $line is in a language that is tested", ({ language }) => {
    expect(TESTED).toContain(language);
  });

  test("shows the configuration file that a fresh clone has, first of all yaml", () => {
    expect(parse(blocksIn("yaml")[0]?.text ?? "")).toEqual(parse(EXPOSURE));
  });

  test.each(titled(blocksIn("yaml")))(
    "at line $line is a configuration, or what replaces a part of that file",
    ({ text }) => {
      const configuration = { ...(parse(EXPOSURE) as object), ...(parse(text) as object) };
      expect(() => parseConfiguration(stringify(configuration), "README.md")).not.toThrow();
    },
  );

  test.each(titled(blocksIn("text")))("at line $line is what a synthesis of that file prints", ({ text }) => {
    expect(printed).toBe(text);
  });

  test.each(titled(blocksIn("json")))(
    "at line $line is a part of what a synthesis of that file writes",
    async ({ text }) => {
      const synthesized = await project.read("cdktf.out/stacks/exposed-eip/cdk.tf.json");
      expect(JSON.parse(synthesized)).toMatchObject(JSON.parse(text) as object);
    },
  );

  test.each(titled(blocksIn("ts")))("at line $line is one of the examples, which are run", ({ text }) => {
    const examples = readdirSync(path.join(ROOT, "examples")).filter((file) => file.endsWith(".ts"));
    expect(examples.map((file) => projectText(path.join("examples", file)))).toContain(text);
  });
});
