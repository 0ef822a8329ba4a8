import type { TerraformResource } from "cdktf";

import { isJsonArray, type JsonValue } from "../../hcl/src";
import { BLOCK_PREFIX_LENGTHS } from "../planning/placement";
import { addressOf } from "../terraform/constructs";
import { hcl } from "../terraform/expression";
import {
  addPrecondition,
  argumentsOf,
  reportError,
  ResourceAspect,
  shown,
  textArgument,
} from "./resource-aspect";

/** Allowed secondary CIDR blocks. */
export interface LargestBlockProps {
  /** Prefix length of the largest allowed secondary CIDR block, an integer from 16 to 28: 26 allows /26, /27 and /28. */
  readonly prefixLength: number;
}

/**
 * Forbids large secondary CIDR blocks, which shadow many public addresses of others in the VPC. Literals are checked at synth, other
 * values by Terraform at plan time.
 */
export class LargestBlock extends ResourceAspect {
  /** @throws `RangeError` if the prefix length is not an integer from 16 to 28 */
  public constructor(private readonly props: LargestBlockProps) {
    super();
    const { shortest, longest } = BLOCK_PREFIX_LENGTHS;
    const { prefixLength } = props;
    if (!Number.isInteger(prefixLength) || prefixLength < shortest || prefixLength > longest) {
      throw new RangeError(
        `prefix length ${prefixLength} is not allowed for a secondary CIDR block; use an integer from ${shortest} to ${longest}`,
      );
    }
  }

  protected inspect(resource: TerraformResource): void {
    for (const range of secondaryRanges(resource)) this.check(resource, range);
  }

  private check(resource: TerraformResource, { value, form }: SecondaryRange): void {
    const text = textArgument(value);
    if (text === undefined) return;
    if ("literal" in text) {
      const found = Number(form === "cidr" ? text.literal.split("/")[1] : text.literal);
      if (!(found >= this.props.prefixLength)) reportError(resource, this.message(resource, text.literal));
      return;
    }
    const found = form === "cidr" ? hcl`split("/", ${text.expression})[1]` : text.expression;
    addPrecondition(resource, {
      condition: hcl`try(tonumber(${found}) >= ${this.props.prefixLength}, false)`,
      errorMessage: this.message(resource, shown(text.expression)),
    });
  }

  private message(resource: TerraformResource, range: string): string {
    const { prefixLength } = this.props;
    return (
      `The secondary CIDR block of ${addressOf(resource)} is too large: found ${range}, ` +
      `allowed /${prefixLength} to /${BLOCK_PREFIX_LENGTHS.longest} (at most ${2 ** (32 - prefixLength)} addresses). ` +
      "Let the planner choose the block, or use separate blocks for EIPs that are far apart."
    );
  }
}

/** Argument with the size of a secondary CIDR block: a range, or a prefix length alone. */
interface SecondaryRange {
  readonly value: JsonValue | undefined;
  readonly form: "cidr" | "prefix length";
}

/** Returns the secondary CIDR blocks that a resource creates. */
function secondaryRanges(resource: TerraformResource): readonly SecondaryRange[] {
  const { terraformResourceType: type } = resource;
  if (type === "alicloud_vpc_ipv4_cidr_block") {
    const { secondary_cidr_block: range, secondary_cidr_mask: prefixLength } = argumentsOf(resource);
    // Without a range, an address pool assigns one of this prefix length.
    return range === undefined
      ? [{ value: prefixLength, form: "prefix length" }]
      : [{ value: range, form: "cidr" }];
  }
  if (type === "alicloud_vpc") {
    const { secondary_cidr_blocks: ranges } = argumentsOf(resource);
    return isJsonArray(ranges) ? ranges.map((value) => ({ value, form: "cidr" })) : [];
  }
  return [];
}
