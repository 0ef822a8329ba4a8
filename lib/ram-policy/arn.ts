import { isJsonObject, type JsonValue, type TerraformJson } from "../../hcl/src";
import { bodies, type Element, literalTexts, type Target } from "./calls";

/** How exact a policy is, and what it leaves out. */
export interface LeastRamPolicyOptions {
  /**
   * The ID of the Alibaba Cloud account that owns the resources, which the ARNs then name.
   * @default - the `account_id` of the provider block where it is given, else any account (`*`), which is the account of
   * whoever has the policy
   */
  readonly accountId?: string;
  /**
   * Whether the ARNs name single instances, EIPs, VPCs and security groups, where their IDs are known. Without IDs the policy
   * of a large fleet stays within the limits of RAM, and allows the same actions on all instances, EIPs and so on of the region.
   * @default true
   */
  readonly exactIds?: boolean;
  /**
   * Types of the provider, such as `alicloud_nat_gateway`, whose permissions another policy grants.
   * @default - none
   */
  readonly grantedElsewhere?: readonly string[];
}

/** Writes ARNs for the elements of one configuration. */
export class ArnFactory {
  private readonly providers: ReadonlyMap<string, Place>;

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

  /** The ARNs of what a target stands for: one for each ID that is known, or one for all of the kind. */
  public of({ product, kind, argument }: Target, element: Element): string[] {
    const { region, account } = this.placeOf(element);
    const given = argument === undefined ? undefined : element.arguments[argument];
    const ids = this.options.exactIds === false ? undefined : literalTexts(given);
    const names = ids === undefined || ids.length === 0 ? ["*"] : ids;
    // Roles belong to no region.
    const place = product === "ram" ? "*" : region;
    return names.map((name) => `acs:${product}:${place}:${account}:${kind}/${name}`);
  }

  /** The ARN of everything that an action's product has in the region. */
  public region(action: string, element: Element): string {
    const { region, account } = this.placeOf(element);
    return `acs:${action.split(":")[0] ?? ""}:${region}:${account}:*`;
  }

  private placeOf({ arguments: { provider } }: Element): Place {
    const anywhere = { region: "*", account: this.options.accountId ?? "*" };
    return this.providers.get(typeof provider === "string" ? provider : "alicloud") ?? anywhere;
  }
}

interface Place {
  readonly region: string;
  readonly account: string;
}

/** The text of an argument, where Terraform need not evaluate it. */
function literal(value: JsonValue | undefined): string | undefined {
  const [text, ...others] = literalTexts(value) ?? [];
  return others.length === 0 ? text : undefined;
}
