import { Construct } from "constructs";

import { ExposureError } from "../errors";
import { ExposureTable } from "../exposure-table/exposure-table";
import type { IVSwitch } from "../steps/vswitch";

/** A vSwitch that exists already. */
export class LookedUpVSwitch extends Construct implements IVSwitch {
  public readonly isLookedUp = true;

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
  }

  public get cidrBlock(): string {
    return this.attribute("cidr_block");
  }

  public get zoneId(): string {
    return this.attribute("zone_id");
  }

  public get vpcId(): string {
    return this.attribute("vpc_id");
  }

  private attribute(name: string): string {
    return ExposureTable.of(this).vswitchAttribute(this.vswitchId, name).toString();
  }
}
