import { Construct } from "constructs";

import type { Requirement } from "../checks/requirement";
import { ExposureError } from "../errors";
import { vswitchLookUp } from "../look-up/vswitch-look-up";
import type { IVSwitch } from "../steps/vswitch";

/** A vSwitch that exists already. */
export class LookedUpVSwitch extends Construct implements IVSwitch {
  public readonly cidrBlock: string;
  public readonly zoneId: string;
  public readonly vpcId: string;
  public readonly requirements: readonly Requirement[];

  /** @throws {@link ExposureError} when the text is not a vSwitch ID */
  public constructor(
    scope: Construct,
    id: string,
    public readonly vswitchId: string,
  ) {
    super(scope, id);
    if (!/^vsw-[a-z0-9]+$/.test(vswitchId)) {
      throw new ExposureError(
        this,
        `${JSON.stringify(vswitchId)} is not a vSwitch ID: write vsw- and letters and digits`,
      );
    }
    const lookUp = vswitchLookUp(this);
    this.cidrBlock = lookUp.attribute(vswitchId, "cidr_block").toString();
    this.zoneId = lookUp.attribute(vswitchId, "zone_id").toString();
    this.vpcId = lookUp.attribute(vswitchId, "vpc_id").toString();
    this.requirements = [
      {
        check: "vswitch-found",
        condition: lookUp.has(vswitchId),
        errorMessage:
          `The vSwitch ${vswitchId} was not found in this region. ` +
          "Check its ID, and that the region and the account of the provider are those of the vSwitch.",
      },
    ];
  }
}
