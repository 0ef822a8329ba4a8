import * as fs from "node:fs";
import * as path from "node:path";

import { type Browser, chromium, type Page } from "playwright-core";

import { loadConfigurations } from "../../lib/cli/configuration-files";
import { reportOf } from "../../lib/cli/reports";
import type { Language } from "../../lib/diagram/labels";
import { renderMermaid } from "../../lib/diagram/mermaid-diagram";
import { pictureOf } from "../../lib/diagram/picture";
import { describeIf, requirement } from "../../testing/requirements";
import { elementsOf, pictureOfTexts } from "../diagram/pictures";
import fc from "fast-check";

const ROOT = path.resolve(__dirname, "../..");
const CHROMIUM = "/usr/bin/chromium";
const browserOfDebian = requirement("Chromium", () =>
  fs.existsSync(CHROMIUM) ? undefined : `no ${CHROMIUM}: apt-get install chromium`,
);

const loaded = (example: string) => {
  const [first] = loadConfigurations(path.join(ROOT, example));
  if (first === undefined) throw new Error(`${example} is empty`);
  return first;
};

const report = (example: string, language: Language = "en", contact?: string) =>
  reportOf(loaded(example), { language, outdir: "cdktf.out", ...(contact !== undefined && { contact }) });

describeIf(browserOfDebian, "in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    // A container has no user namespaces for the sandbox; the pages are ours.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  });
  afterAll(() => browser.close());

  /** Opens a page, and fails for what it reports or asks for. */
  async function opened(html: string, colorScheme: "light" | "dark" = "light"): Promise<Page> {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => complaints.push(request.url()));
    await page.setContent(html);
    return page;
  }
  let complaints: string[] = [];
  beforeEach(() => {
    complaints = [];
  });

  it.each<[string, Language, "light" | "dark"]>([
    ["exposure.yaml", "en", "light"],
    ["examples/every-setting.yaml", "zh-CN", "dark"],
    ["examples/forty-eips.yaml", "en", "dark"],
  ])(
    "the report of %s in %s and %s has no fault that axe knows, loads nothing, and fits the screen",
    async (example, language, scheme) => {
      const page = await opened(await report(example, language), scheme);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      // From outside of the page, whose policy would not run it.
      await page.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
      const violations = await page.evaluate(
        "axe.run().then(({violations}) => violations.map(({id, nodes}) => [id, nodes[0].html]))",
      );
      expect(violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await page.context().close();
    },
  );

  it("the report runs no script but its own, whatever somebody writes into it", async () => {
    const evil = '<img src=x onerror="window.evil=1"><script>window.evil=1</script>';
    const page = await opened(await report("exposure.yaml", "en", evil));
    expect(await page.evaluate("window.evil")).toBeUndefined();
    expect(await page.locator("main").innerText()).toContain(evil);
    const forced = await page.evaluate(`
      document.body.append(Object.assign(document.createElement("script"), { textContent: "window.evil=1" })); window.evil`);
    expect(forced).toBeUndefined();
    await page.context().close();
  });

  it("the table is searched and sorted, also by keyboard", async () => {
    const page = await opened(await report("examples/forty-eips.yaml"));
    const column = (number: number) =>
      page.locator(`tbody tr:visible > :nth-child(${number})`).allInnerTexts();
    const { eips } = elementsOf(pictureOf(loaded("examples/forty-eips.yaml").configuration));
    const all = eips.flatMap(({ address }) => address ?? []);
    expect(await column(1)).toEqual(eips.map(({ id }) => id).sort());
    await page.getByRole("button", { name: "EIP" }).focus();
    await page.keyboard.press("Enter");
    const byAddress = [...all].sort((one, other) => one.value - other.value).map(String);
    expect(await column(2)).toEqual(byAddress);
    await page.keyboard.press("Enter");
    expect(await column(2)).toEqual(byAddress.reverse());
    await page.getByRole("searchbox").fill("shop-1");
    const found = eips.map(({ id }) => id).filter((key) => key.includes("shop-1"));
    expect((await column(1)).sort()).toEqual(found.sort());
    expect(await page.getByRole("status").innerText()).toBe(`shown: ${found.length}`);
    await page.context().close();
  });

  it("the marks of the address plan are where the addresses are, to scale", async () => {
    const page = await opened(await report("exposure.yaml"));
    const [own] = await page
      .locator(".plan .own")
      .evaluateAll((marks) =>
        marks.map((mark) => [mark.getAttribute("x"), mark.getAttribute("width")].map(Number)),
      );
    // 203.0.113.106 in 203.0.113.96/28: the eleventh of 16 addresses.
    expect(own).toEqual([625, 62.5]);
    const shadowed = await page
      .locator(".plan .shadow")
      .evaluateAll((marks) => marks.reduce((sum, mark) => sum + Number(mark.getAttribute("width")), 0));
    expect(shadowed).toBe((1000 * 15) / 16);
    await page.context().close();
  });

  it("paper is white, and has everything but the controls", async () => {
    const page = await opened(await report("exposure.yaml"), "dark");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const picture = await page
      .locator(".diagram .graph > polygon")
      .evaluate((one) => getComputedStyle(one).fill);
    expect([ground, picture]).toEqual(["rgb(255, 255, 255)", "rgb(255, 255, 255)"]);
    expect(await page.getByRole("searchbox").isVisible()).toBe(false);
    expect(await page.locator("#policy pre").isVisible()).toBe(true);
    await page.context().close();
  });

  it("Mermaid itself draws every label of a diagram, whatever characters it has", async () => {
    const pictures = [
      pictureOf(loaded("examples/every-setting.yaml").configuration),
      pictureOf(loaded("examples/forty-eips.yaml").configuration),
      ...fc.sample(pictureOfTexts, { numRuns: 10, seed: 1 }),
    ];
    const page = await opened("<body></body>");
    await page.addScriptTag({ path: require.resolve("mermaid/dist/mermaid.min.js") });
    for (const picture of pictures) {
      const nodes = await page.evaluate(
        `mermaid.initialize({startOnLoad: false}), mermaid.render("picture", ${JSON.stringify(renderMermaid(picture))}).then(({svg}) =>
          new DOMParser().parseFromString(svg, "text/html").querySelectorAll(".node").length)`,
      );
      const { nics, eips, instances, blocks } = elementsOf(picture);
      const shadows = blocks.filter(({ shadowed }) => shadowed !== undefined);
      expect(nodes).toBe([nics, eips, instances, shadows].reduce((sum, { length }) => sum + length, 0));
    }
    await page.context().close();
  });
});
