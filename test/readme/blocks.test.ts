import { parse, stringify } from "yaml";

import { parseConfiguration } from "../../lib/configuration/load";
import { ProjectCopy } from "../../testing/project-copy";
import { fencedBlocks } from "./markdown";
import { blocksOf, PAGES, projectText, README } from "./readme";

/** How the blocks of the README in a language are tested. The commands, and what they print, have a test file of their own. */
const TESTED = ["sh", "text", "yaml"];

const EXPOSURE = projectText("exposure.yaml");

/** A page that shows what a synthesis writes. */
const EXPLANATION = "docs/explanation/how-it-works.md";

const blocks = (language: string) =>
  PAGES.flatMap((page) => blocksOf(page, language).map((block) => ({ page, ...block })));

describe("a block", () => {
  let project: ProjectCopy;
  let printed: string;

  beforeAll(async () => {
    project = await ProjectCopy.create();
    printed = (await project.run("npm run --silent synth")).stdout;
  }, 60_000);

  afterAll(() => project.remove());

  test.each(fencedBlocks(README).map((block) => ({ ...block })))(
    "of the README at line $line is in a language that is tested",
    ({ language }) => {
      expect(TESTED).toContain(language);
    },
  );

  test("of the README shows the configuration file that a fresh clone has", () => {
    expect(blocksOf("README.md", "yaml").map(({ text }) => parse(text) as unknown)).toEqual([
      parse(EXPOSURE),
    ]);
  });

  test("of the README shows what a synthesis of that file prints", () => {
    expect(blocksOf("README.md", "text").map(({ text }) => text)).toContain(printed);
  });

  test("of the tutorial is its configuration file", () => {
    const [block] = blocksOf("docs/tutorial/first-exposure.md", "yaml");
    expect(projectText("examples/tutorial/tutorial.yaml").replaceAll(/^# .*\n/gm, "")).toBe(block?.text);
  });

  test.each(blocks("yaml"))(
    "of $page at line $line is a configuration, or replaces a part of the one in a fresh clone",
    ({ text }) => {
      const base = { ...(parse(EXPOSURE) as object), guest: "cloud-assistant" };
      const configuration = { ...base, ...(parse(text) as object) };
      expect(() => parseConfiguration(stringify(configuration), "page.md")).not.toThrow();
    },
  );

  test("of the explanation is a part of what a synthesis of that file writes", async () => {
    const synthesized = JSON.parse(await project.read("cdktf.out/stacks/exposed-eip/cdk.tf.json")) as object;
    const shown = blocksOf(EXPLANATION, "json").map(({ text }) => JSON.parse(text) as object);
    expect(shown).not.toHaveLength(0);
    for (const part of shown) expect(synthesized).toMatchObject(part);
  });

  test.each(blocks("json"))("of $page at line $line is JSON", ({ text }) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });
});
