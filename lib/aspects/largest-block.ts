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

/** Which secondary CIDR blocks are allowed. */
export interface LargestBlockProps {
  /** The mask of the largest secondary CIDR block that is allowed, a whole number from 16 to 28: 26 allows /26, /27 and /28. */
  readonly mask: number;
}

/**
 * Forbids large secondary CIDR blocks, which hide many public addresses of others from the VPC. A range that is known at
 * synth is checked then, another one by Terraform at plan time.
 */
export class LargestBlock extends ResourceAspect {
  /** @throws `RangeError` when the mask is not a whole number from 16 to 28 */
  public constructor(private readonly props: LargestBlockProps) {
    super();
    const { shortest, longest } = BLOCK_PREFIX_LENGTHS;
    if (!Number.isInteger(props.mask) || props.mask < shortest || props.mask > longest) {
      throw new RangeError(
        `${props.mask} is not the mask of a secondary CIDR block: ${shortest} to ${longest}`,
      );
    }
  }

  protected inspect(resource: TerraformResource): void {
    for (const range of secondaryRanges(resource)) this.check(resource, range);
  }

  private check(resource: TerraformResource, { value, mask }: SecondaryRange): void {
    const text = textArgument(value);
    if (text === undefined) return;
    if ("literal" in text) {
      const found = Number(mask === "behind slash" ? text.literal.split("/")[1] : text.literal);
      if (!(found >= this.props.mask)) reportError(resource, this.message(resource, text.literal));
      return;
    }
    const found = mask === "behind slash" ? hcl`split("/", ${text.expression})[1]` : text.expression;
    addPrecondition(resource, {
      condition: hcl`try(tonumber(${found}) >= ${this.props.mask}, false)`,
      errorMessage: this.message(resource, shown(text.expression)),
    });
  }

  private message(resource: TerraformResource, range: string): string {
    const { mask } = this.props;
    return (
      `The secondary CIDR block of ${addressOf(resource)} is too large: found ${range}, ` +
      `allowed /${mask} to /${BLOCK_PREFIX_LENGTHS.longest} (at most ${2 ** (32 - mask)} addresses). ` +
      "Leave the block to the planner, or give EIPs that are far apart blocks of their own."
    );
  }
}

/** An argument that says how large a secondary CIDR block is: a range, or its mask alone. */
interface SecondaryRange {
  readonly value: JsonValue | undefined;
  readonly mask: "behind slash" | "alone";
}

/** The secondary CIDR blocks that a resource makes. */
function secondaryRanges(resource: TerraformResource): readonly SecondaryRange[] {
  const { terraformResourceType: type } = resource;
  if (type === "alicloud_vpc_ipv4_cidr_block") {
    const { secondary_cidr_block: range, secondary_cidr_mask: mask } = argumentsOf(resource);
    // Without a range, an address pool gives one with this mask.
    return range === undefined ? [{ value: mask, mask: "alone" }] : [{ value: range, mask: "behind slash" }];
  }
  if (type === "alicloud_vpc") {
    const { secondary_cidr_blocks: ranges } = argumentsOf(resource);
    return isJsonArray(ranges) ? ranges.map((value) => ({ value, mask: "behind slash" })) : [];
  }
  return [];
}
