import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { AlicloudProvider } from "@cdktf/provider-alicloud/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";

import { ExposureStack } from "../lib";
import { parseConfiguration } from "../lib/configuration/load";

/** Arguments of a resource, in the provider's own names. */
export type Body = Readonly<Record<string, unknown>>;

/** A condition as it stands in the JSON. */
export interface Condition {
  readonly condition: string;
  readonly error_message: string;
}

/** The content of `cdk.tf.json`, as far as tests read it. */
export interface TerraformJson {
  readonly terraform: Body;
  readonly provider: Readonly<Record<string, readonly Body[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly locals?: Readonly<Record<string, string>>;
  readonly output?: Readonly<Record<string, Body>>;
}

/** What a stack is synthesized to. */
export class Template {
  /** The text, parsed, without what cdktf notes for itself (`"//"`). */
  public readonly json: TerraformJson;

  private constructor(
    /** The text of `cdk.tf.json`. */
    public readonly text: string,
  ) {
    this.json = JSON.parse(text, (key, value: unknown) =>
      key === "//" ? undefined : value,
    ) as TerraformJson;
  }

  /** The stack of a configuration file with this text. */
  public static ofConfiguration(text: string): Template {
    const configuration = parseConfiguration(text, "exposure.yaml");
    return Template.of((app) => new ExposureStack(app, configuration));
  }

  /** A stack of cdktf's own class, with the provider, in which `declare` uses the library. */
  public static ofLibrary(
    declare: (stack: TerraformStack) => void,
    context: Readonly<Record<string, unknown>> = {},
  ): Template {
    return Template.of((app) => {
      for (const [key, value] of Object.entries(context)) app.node.setContext(key, value);
      const stack = new TerraformStack(app, "library");
      new LocalBackend(stack, { path: "terraform.tfstate" });
      new AlicloudProvider(stack, "alicloud", { region: "cn-hangzhou" });
      declare(stack);
      return stack;
    });
  }

  /** Synthesizes an app with one stack as a program does: preparation and validations included. */
  public static of(declare: (app: App) => TerraformStack): Template {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "template-"));
    try {
      const app = new App({ outdir });
      const stack = declare(app);
      app.synth();
      const { synthesizedStackPath } = app.manifest.forStack(stack);
      return new Template(fs.readFileSync(path.join(outdir, synthesizedStackPath), "utf8"));
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  }

  /** The addresses of all resources and data sources, sorted. */
  public get addresses(): string[] {
    const { resource = {}, data = {} } = this.json;
    return [...addressesIn(resource), ...addressesIn(data).map((address) => `data.${address}`)].sort();
  }

  /** The resources of one type, by name. */
  public resources(type: string): Readonly<Record<string, Body>> {
    return this.json.resource?.[type] ?? {};
  }

  /** The data sources of one type, by name. */
  public dataSources(type: string): Readonly<Record<string, Body>> {
    return this.json.data?.[type] ?? {};
  }

  /** The one resource with this address, or of this type. */
  public resource(addressOrType: string): Body {
    const [type = "", name] = addressOrType.split(".");
    const found = this.resources(type);
    const bodies = name === undefined ? Object.values(found) : [found[name]];
    const [body] = bodies;
    if (body === undefined || bodies.length > 1) {
      throw new Error(`not one resource ${addressOrType}; there are ${this.addresses.join(", ")}`);
    }
    return body;
  }

  /** The preconditions of a resource. */
  public preconditions(address: string): readonly Condition[] {
    const { lifecycle } = this.resource(address) as {
      lifecycle?: { precondition?: readonly Condition[] };
    };
    return lifecycle?.precondition ?? [];
  }
}

function addressesIn(types: Readonly<Record<string, Readonly<Record<string, Body>>>>): string[] {
  return Object.entries(types).flatMap(([type, bodies]) =>
    Object.keys(bodies).map((name) => `${type}.${name}`),
  );
}
