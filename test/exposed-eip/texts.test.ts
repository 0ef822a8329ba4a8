import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { App, TerraformLocal, TerraformStack } from "cdktf";
import fc from "fast-check";

import { loneSurrogateIn, sameKeyIn } from "../../hcl/src";
import { Eip, ExposedEips, ExposureError, type ExposureProps, Instance, RequiredTags, Vpc } from "../../lib";
import { SynthesisError } from "../../lib/errors";
import { synthesize } from "../../lib/terraform/constructs";
import { Template } from "../../testing/template";
import { errorsAtSynth } from "../aspects/verdicts";

const INHERITED = Object.getOwnPropertyNames(Object.prototype);

const keys = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("web", "mail", "caf\u00e9", "cafe\u0301", "\u212b", "\u00c5") },
  fc.constantFrom(...INHERITED, "\ud800", "a\udc00"),
);

/** Exposes an EIP for each key; `nicOf` is the key of another exposure for the last of them. */
function expose(all: readonly string[], nicOf?: string): Template {
  return Template.ofLibrary((stack) => {
    const exposures = all.map((key, index): [string, ExposureProps] => {
      const eip = Eip.fromIpAddress(stack, `eip-${index}`, `203.0.113.${index + 97}`);
      const isLast = index === all.length - 1;
      if (isLast && nicOf !== undefined) return [key, { eip, nicOf }];
      return [key, { eip, instance: Instance.fromInstanceId(stack, `app-${index}`, `i-${index}`) }];
    });
    new ExposedEips(stack, "all", { exposures: Object.fromEntries(exposures) });
  });
}

/** Error that a program ends with; undefined for none. */
function errorOf(program: () => unknown): unknown {
  try {
    program();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("the keys of exposures", () => {
  it("are all exposed, or refused as what neither constructs nor Terraform can tell apart", () => {
    fc.assert(
      fc.property(fc.uniqueArray(keys, { minLength: 1, maxLength: 3 }), (all) => {
        const isRefused =
          sameKeyIn(all) !== undefined ||
          all.some((key) => INHERITED.includes(key) || loneSurrogateIn(key) !== undefined);
        const error = errorOf(() => {
          const { json } = expose(all);
          expect(Object.keys(json.resource?.alicloud_eip_association ?? {})).toHaveLength(all.length);
        });
        if (isRefused) expect(error).toBeInstanceOf(ExposureError);
        else expect(error).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it("are not found in what every object inherits", () => {
    for (const nicOf of INHERITED) {
      expect(() => expose(["web", "mail"], nicOf)).toThrow(
        `[library/all] exposures.mail: ${nicOf} is no exposure; set \`nicOf\` to the key of an exposure with an instance`,
      );
    }
  });

  it("are not kept from a lock file for what every object inherits", () => {
    let locked: readonly string[] | undefined = [];
    Template.ofLibrary((stack) => {
      const fleet = new ExposedEips(stack, "all", {
        exposures: {
          web: {
            eip: Eip.fromIpAddress(stack, "eip", "203.0.113.106"),
            instance: Instance.fromInstanceId(stack, "app", "i-web"),
          },
        },
        planLock: { blocks: [], sharedNics: ["constructor", "web"] },
      });
      locked = fleet.planLock.sharedNics;
    });
    expect(locked).toEqual(["web"]);
  });
});

describe("tags", () => {
  const vpcWith = (tags: Readonly<Record<string, string>>) =>
    Template.ofLibrary((stack) => new Vpc(stack, "vpc", { tags }));

  it("are refused where two keys are one to Terraform, with both keys", () => {
    expect(() => vpcWith({ "caf\u00e9": "a", "cafe\u0301": "b" })).toThrow(
      '[library/vpc] tags has the keys "caf\\u00e9" and "cafe\\u0301", which are one to Terraform: ' +
        "it compares texts in Unicode normal form C; remove or rename one of them",
    );
  });

  it.each([{ "a\ud800": "b" }, { a: "\udc00" }])("are refused with half of a surrogate pair: %j", (tags) => {
    expect(() => vpcWith(tags)).toThrow(/half of a surrogate pair/);
  });

  it("may have the names that every object inherits", () => {
    const tags = Object.fromEntries(INHERITED.filter((key) => key !== "__proto__").map((key) => [key, "x"]));
    expect(Object.values(vpcWith(tags).json.resource?.alicloud_vpc ?? {})).toMatchObject([{ tags }]);
  });

  it("that are required are found in either Unicode normal form", () => {
    const found = errorsAtSynth(new RequiredTags({ keys: ["cafe\u0301"] }), (stack) => {
      new Vpc(stack, "vpc", { tags: { "caf\u00e9": "x" } });
    });
    expect(found).toEqual([]);
  });
});

describe("the stacks of an app", () => {
  it.each([
    [["Web", "web"], /stacks Web and web: one folder on macOS and Windows, which ignore case; rename one/],
    [["caf\u00e9", "cafe\u0301"], /one folder on macOS and Windows/],
    [["web", "NUL"], /stack NUL: NUL is the name of a device in Windows; use another ID/],
  ])("are refused where two have one folder, or one can have none, on some system: %j", (ids, message) => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
    try {
      const app = new App({ outdir });
      for (const id of ids) new TerraformStack(app, id);
      const error = errorOf(() => {
        synthesize(app);
      });
      expect(error).toBeInstanceOf(SynthesisError);
      expect((error as Error).message).toMatch(message);
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  });

  it("may have local values with the names that every object inherits", () => {
    const { json } = Template.ofLibrary((stack) => {
      new Vpc(stack, "vpc");
      for (const name of ["toString", "valueOf"])
        new TerraformLocal(stack, `of-${name}`, name).overrideLogicalId(name);
      const eip = Eip.fromIpAddress(stack, "eip", "203.0.113.106");
      const instance = Instance.fromInstanceId(stack, "app", "i-web");
      new ExposedEips(stack, "all", { exposures: { web: { eip, instance } } });
    });
    expect(json.locals).toMatchObject({ toString: "toString", valueOf: "valueOf" });
  });
});
