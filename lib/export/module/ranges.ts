import { Construct } from "constructs";

import { hcl, type HclExpression } from "../../terraform/hcl";
import {
  addressNumber,
  containingNetwork,
  overlapping,
  smallestBlockMask,
  smallestVSwitchMask,
} from "../../terraform/placement-expression";
import { moduleLocal } from "./module-local";

/**
 * Which blocks and vSwitches the module makes, and for which exposures. Their keys are ranges and keys of exposures as the
 * caller writes them; what the look-ups find is in the values only.
 */
export class ModuleRanges extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const addresses = moduleLocal(
      this,
      "addresses",
      hcl`{for key, e in var.exposures : key => startswith(e.eip, "eip-") ? try(local.eips[e.eip].ip_address, "") : e.eip}`,
    );
    moduleLocal(
      this,
      "allocation_ids",
      hcl`{for key, e in var.exposures : key => startswith(e.eip, "eip-") ? e.eip : try(local.eips[e.eip].allocation_id, "")}`,
    );
    moduleLocal(
      this,
      "security_group_ids",
      hcl`{for key, e in var.exposures : key => e.security_group_ids == null ? try(local.instances[e.instance_id].security_groups, null) : e.security_group_ids}`,
    );

    // Empty, or 0, where there is none, so that the messages of preconditions can be evaluated even then.
    const numbers = moduleLocal(
      this,
      "eip_numbers",
      hcl`{for key, address in ${addresses} : key => try(${addressNumber(hcl`address`)}, 0)}`,
    );
    const masks = moduleLocal(
      this,
      "vswitch_masks",
      hcl`{for key, number in ${numbers} : key => ${smallestVSwitchMask(hcl`number`)}}`,
    );
    const address = hcl`${addresses}[key]`;
    const smallestBlocks = moduleLocal(
      this,
      "smallest_blocks",
      hcl`{for key, mask in ${masks} : key => mask == 0 ? "" : ${containingNetwork(address, smallestBlockMask(hcl`mask`))}}`,
    );
    const smallestVSwitches = moduleLocal(
      this,
      "smallest_vswitches",
      hcl`{for key, mask in ${masks} : key => mask == 0 ? "" : ${containingNetwork(address, hcl`mask`)}}`,
    );

    const blockOf = moduleLocal(
      this,
      "block_of",
      hcl`{for key, e in var.exposures : key => coalesce(e.block, key) if e.existing_vswitch == null}`,
    );
    const vswitchOf = moduleLocal(
      this,
      "vswitch_of",
      hcl`{for key, e in var.exposures : key => coalesce(e.vswitch, key) if e.existing_vswitch == null}`,
    );
    const blocks = moduleLocal(this, "blocks", hcl`{for key, block in ${blockOf} : block => key...}`);
    const vswitches = moduleLocal(
      this,
      "vswitches",
      hcl`{for key, vswitch in ${vswitchOf} : vswitch => key...}`,
    );
    const blockRanges = moduleLocal(
      this,
      "block_ranges",
      hcl`{for name in keys(${blocks}) : name => lookup(${smallestBlocks}, name, name)}`,
    );
    const vswitchRanges = moduleLocal(
      this,
      "vswitch_ranges",
      hcl`{for name in keys(${vswitches}) : name => lookup(${smallestVSwitches}, name, name)}`,
    );
    moduleLocal(
      this,
      "vswitch_range_of",
      hcl`{for key in keys(var.exposures) : key => try(${vswitchRanges}[${vswitchOf}[key]], "")}`,
    );
    this.addOverlaps(blockRanges, vswitchRanges);
  }

  /** What each range shares addresses with; for conditions and their messages. */
  private addOverlaps(blocks: HclExpression, vswitches: HclExpression): void {
    const range = hcl`range`;
    const ours = hcl`compact(values(${blocks}))`;
    const present = hcl`try(local.vpc.secondary_cidr_blocks, [])`;
    const others = moduleLocal(
      this,
      "other_ranges",
      // After the first apply the look-up finds the blocks of the module too, which are no conflict.
      hcl`concat(compact([try(local.vpc.cidr_block, "")]), [for range in ${present} : range if !contains(${ours}, range)])`,
    );
    moduleLocal(this, "blocks_of_vpc", hcl`distinct(concat(${present}, ${ours}))`);
    moduleLocal(
      this,
      "block_conflicts",
      hcl`{for name, range in ${blocks} : name => try(${overlapping(others, range)}, [])}`,
    );
    for (const [name, ranges] of [
      ["block_siblings", blocks],
      ["vswitch_siblings", vswitches],
    ] as const) {
      const siblings = hcl`[for other, sibling in ${ranges} : sibling if other != name]`;
      moduleLocal(
        this,
        name,
        hcl`{for name, range in ${ranges} : name => try(${overlapping(siblings, range)}, [])}`,
      );
    }
  }
}
