import { isJsonObject, type JsonValue, type TerraformJson } from "../../hcl/src";
import { bodies, type Element, literalTexts, type Target } from "./calls";

/** Options of a least-privilege RAM policy. */
export interface LeastRamPolicyOptions {
  /**
   * ID of the Alibaba Cloud account that owns the resources, for the ARNs.
   * @default - `account_id` of the provider block, else `*`, which stands for the account that has the policy
   */
  readonly accountId?: string;
  /**
   * Whether ARNs name single instances, EIPs, VPCs and security groups with a known ID. Without IDs, the policy of a large fleet stays
   * within the limits of RAM, but allows the actions on all resources of these kinds in the region.
   * @default true
   */
  readonly exactIds?: boolean;
  /**
   * Resource types, such as `alicloud_nat_gateway`, whose permissions another policy grants.
   * @default - none
   */
  readonly grantedElsewhere?: readonly string[];
}

/** Creates ARNs for the elements of a configuration. */
export class ArnFactory {
  private readonly providers: ReadonlyMap<string, Owner>;

  public constructor(
    configuration: TerraformJson,
    private readonly options: LeastRamPolicyOptions,
  ) {
    const blocks = isJsonObject(configuration.provider) ? bodies(configuration.provider.alicloud) : [];
    this.providers = new Map(
      blocks.map(({ alias, region, account_id: account }) => [
        typeof alias === "string" ? `alicloud.${alias}` : "alicloud",
        { region: literal(region) ?? "*", account: options.accountId ?? literal(account) ?? "*" },
      ]),
    );
  }

  /** Returns the ARNs of a target: one for each known ID, or one for all resources of the kind. */
  public of({ product, kind, argument }: Target, element: Element): string[] {
    const { region, account } = this.ownerOf(element);
    const value = argument === undefined ? undefined : element.arguments[argument];
    const ids = this.options.exactIds === false ? undefined : literalTexts(value);
    const names = ids === undefined || ids.length === 0 ? ["*"] : ids;
    // Roles belong to no region.
    const regionOrAny = product === "ram" ? "*" : region;
    return names.map((name) => `acs:${product}:${regionOrAny}:${account}:${kind}/${name}`);
  }

  /** Returns the ARN of all resources of an action's product in the region. */
  public region(action: string, element: Element): string {
    const { region, account } = this.ownerOf(element);
    return `acs:${action.split(":")[0] ?? ""}:${region}:${account}:*`;
  }

  private ownerOf({ arguments: { provider } }: Element): Owner {
    const anywhere = { region: "*", account: this.options.accountId ?? "*" };
    return this.providers.get(typeof provider === "string" ? provider : "alicloud") ?? anywhere;
  }
}

interface Owner {
  readonly region: string;
  readonly account: string;
}

/** Returns the text of a literal argument; undefined for an expression. */
function literal(value: JsonValue | undefined): string | undefined {
  const [text, ...others] = literalTexts(value) ?? [];
  return others.length === 0 ? text : undefined;
}
