import * as fs from "node:fs";
import * as path from "node:path";

import { readOptions } from "../../scripts/e2e-live/options";
import { PROBES } from "../../scripts/e2e-live/probes";
import { UsageError } from "../../scripts/e2e-live/usage-error";

const COMPLETE = {
  region: "cn-hangzhou",
  zone: "cn-hangzhou-h",
  type: "ecs.g7.large",
  image: "aliyun_3_x64_20G_alibase_20260101.vhd",
  ping: "192.0.2.1",
};

describe("the options of npm run e2e:live", () => {
  it("are what is made, and ask before it is made unless they say otherwise", () => {
    expect(readOptions(args(COMPLETE))).toEqual({ ...COMPLETE, yes: false, destroy: false });
    expect(readOptions([...args(COMPLETE), "--yes", "--destroy"])).toMatchObject({
      yes: true,
      destroy: true,
    });
  });

  it.each(Object.keys(COMPLETE))("fail without --%s, with an example", (name) => {
    const others = Object.fromEntries(Object.entries(COMPLETE).filter(([other]) => other !== name));
    expect(() => readOptions(args(others))).toThrow(UsageError);
    expect(() => readOptions(args(others))).toThrow(`--${name} is missing, for example --${name} `);
  });

  it.each([
    ["--type", "g7.large"],
    ["--ping", "example.com"],
    ["--zone", "$(reboot)"],
  ])("fail with %s %s, showing it", (name, value) => {
    expect(() => readOptions([...args(COMPLETE), name, value])).toThrow(`${name} ${JSON.stringify(value)}`);
  });

  it("fail with an option that there is not, naming it", () => {
    expect(() => readOptions([...args(COMPLETE), "--force"])).toThrow(UsageError);
    expect(() => readOptions([...args(COMPLETE), "--force"])).toThrow("--force");
  });

  it("may ask for help alone", () => {
    expect(readOptions(["--help"])).toBe("help");
  });
});

describe("the live checks", () => {
  const page = fs.readFileSync(path.resolve(__dirname, "../../docs/reference/live-checks.md"), "utf8");
  const numbers = [...page.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));

  it("are numbered in docs/reference/live-checks.md without a gap", () => {
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it.each(PROBES.filter(({ code }) => code !== undefined).map(({ number, code }) => [code, number]))(
    "say there that %s is assumed by number %i",
    (code, number) => {
      expect(page).toMatch(new RegExp(`^${number}\\. .*\`${code ?? ""}\``, "m"));
    },
  );
});

function args(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
