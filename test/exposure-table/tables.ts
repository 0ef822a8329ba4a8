import { DataAlicloudVpcs } from "@cdktf/provider-alicloud/lib/data-alicloud-vpcs";
import { DataAlicloudVswitches } from "@cdktf/provider-alicloud/lib/data-alicloud-vswitches";
import { type TerraformStack, TerraformVariable } from "cdktf";
import fc from "fast-check";

import {
  type CheckName,
  Eip,
  ExposedEip,
  ExposedEips,
  type ExposureProps,
  GuestConfiguration,
  type IEip,
  type IInstance,
  Instance,
  type IVSwitch,
  Network,
  NetworkInterface,
  SecondaryCidrBlock,
  SecurityGroup,
  SKIPPED_CHECKS_CONTEXT,
  Vpc,
  VSwitch,
} from "../../lib";
import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import { Template } from "../../testing/template";

const ZONE = "cn-hangzhou-h";

/** What may differ between exposures, as far as the table of a stack or its checks tell them apart. */
export interface Choice {
  readonly instance: "existing" | "known" | "new" | "new in a VPC that exists" | "new of a variable type";
  readonly eip: "address" | "allocation ID" | "new";
  readonly place:
    "smallest" | "vSwitch ID" | "ENI ID" | "vSwitch" | "vSwitch of a token range" | "existing block";
  readonly groups: "of the instance" | "existing" | "new";
  readonly hasGuest: boolean;
  /** Whether the EIP goes on the NIC of the first exposure. It does not matter for the first one. */
  readonly sharesNic: boolean;
}

/** A stack with exposures. */
export interface Exposures {
  readonly skipped: readonly CheckName[];
  readonly isFleet: boolean;
  /** Whether a fleet says where its instances are. */
  readonly namesPlaces: boolean;
  readonly choices: readonly Choice[];
}

const choice: fc.Arbitrary<Choice> = fc.record({
  instance: oneOf<Choice["instance"]>(
    "existing",
    "known",
    "new",
    "new in a VPC that exists",
    "new of a variable type",
  ),
  eip: oneOf<Choice["eip"]>("address", "allocation ID", "new"),
  place: oneOf<Choice["place"]>(
    "smallest",
    "vSwitch ID",
    "ENI ID",
    "vSwitch",
    "vSwitch of a token range",
    "existing block",
  ),
  groups: oneOf<Choice["groups"]>("of the instance", "existing", "new"),
  hasGuest: fc.boolean(),
  sharesNic: oneOf(false, true),
});

/** The usual one in half of all cases, so that simple stacks occur, too. */
function oneOf<Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof(fc.constant(usual), fc.constantFrom(...others));
}

/** Stacks with exposures of all kinds. */
export const exposures: fc.Arbitrary<Exposures> = fc.record({
  skipped: fc.oneof(fc.constant([]), fc.subarray([...CHECK_NAMES])),
  isFleet: fc.boolean(),
  namesPlaces: fc.boolean(),
  choices: fc.array(choice, { minLength: 1, maxLength: 4 }),
});

/**
 * A stack with the exposures.
 *
 * @param inspect - is called when they are declared
 */
export function templateOf(
  declared: Exposures,
  inspect: (stack: TerraformStack) => void = () => undefined,
): Template {
  return Template.ofLibrary(
    (stack) => {
      declareExposures(stack, declared);
      inspect(stack);
    },
    { [SKIPPED_CHECKS_CONTEXT]: declared.skipped },
  );
}

function declareExposures(stack: TerraformStack, { isFleet, namesPlaces, choices }: Exposures): void {
  const parts = new Parts(stack, namesPlaces ? { vpcId: "vpc-bp1a", zoneId: ZONE } : {});
  const entries = choices.map((one, i): [string, ExposureProps] => [
    `key-${i}`,
    i > 0 && one.sharesNic ? parts.onFirstNic(one, i, choices[0]) : parts.exposure(one, i),
  ]);
  const made = isFleet
    ? new ExposedEips(stack, "Fleet", { exposures: Object.fromEntries(entries), blocksPerVpc: 50 }).exposures
    : separateExposures(stack, entries);
  for (const [i, { hasGuest }] of choices.entries()) {
    const exposure = made.get(`key-${i}`);
    if (hasGuest && exposure !== undefined)
      new GuestConfiguration(stack, `Guest-${i}`, { exposure, name: `key-${i}` });
  }
}

function separateExposures(
  stack: TerraformStack,
  entries: readonly [string, ExposureProps][],
): ReadonlyMap<string, ExposedEip> {
  const created = new Map<string, ExposedEip>();
  for (const [key, props] of entries) {
    const nicOf = created.get(props.nicOf ?? "");
    const exposure =
      nicOf === undefined
        ? oneExposure(stack, key, props)
        : new ExposedEip(stack, key, { nicOf, eip: props.eip });
    created.set(key, exposure);
  }
  return created;
}

/** An exposure outside of a fleet, which has no block of its own by hand. */
function oneExposure(stack: TerraformStack, key: string, props: ExposureProps): ExposedEip {
  const { instance, eip, networkInterface, vswitch, securityGroups } = props;
  const common = { ...(instance && { instance }), eip, blocksPerVpc: 50 };
  if (networkInterface !== undefined) return new ExposedEip(stack, key, { ...common, networkInterface });
  return new ExposedEip(stack, key, {
    ...common,
    ...(vswitch !== undefined && { vswitch }),
    ...(securityGroups !== undefined && { securityGroups }),
  });
}

/** What exposures are made of. */
class Parts {
  public constructor(
    private readonly stack: TerraformStack,
    private readonly named: Pick<ExposureProps, "vpcId" | "zoneId">,
  ) {}

  public exposure({ instance, eip, place, groups }: Choice, i: number): ExposureProps {
    // Two neighbours share a block, unless it exists already.
    const address = place === "existing block" ? `203.0.${100 + i}.10` : `203.0.${i >> 1}.${10 + (i % 2)}`;
    const common = {
      instance: this.instance(instance, i),
      eip: this.eip(eip, address, i),
      ...this.named,
    };
    if (place === "ENI ID") {
      const networkInterface = NetworkInterface.fromNetworkInterfaceId(this.stack, `Eni-${i}`, `eni-bp1${i}`);
      return { ...common, networkInterface };
    }
    const own = { ...common, ...this.groups(groups, i) };
    switch (place) {
      case "smallest":
        return own;
      case "existing block":
        return eip === "address" ? { ...own, existingCidrBlock: `203.0.${100 + i}.0/28` } : own;
      default:
        return { ...own, vswitch: this.vswitch(place, i) };
    }
  }

  /** An EIP on the NIC of the first exposure, in the smallest vSwitch of its EIP. */
  public onFirstNic({ eip }: Choice, i: number, first: Choice | undefined): ExposureProps {
    const isInExisting = first?.place === "existing block" && first.eip === "address";
    const address = `203.0.${isInExisting ? 100 : 0}.${[10, 11, 12, 9][i] ?? 10}`;
    return { nicOf: "key-0", eip: this.eip(eip, address, i) };
  }

  private instance(kind: Choice["instance"], i: number): IInstance {
    const id = `Instance-${i}`;
    if (kind === "existing") return Instance.fromInstanceId(this.stack, id, `i-bp1${i >> 1}`);
    if (kind === "known") {
      return Instance.fromInstanceAttributes(this.stack, id, {
        ...{ instanceId: `i-bp1known${i}`, vpc: Vpc.fromVpcId(this.stack, `Vpc-${i}`, "vpc-bp1known") },
        ...{ zoneId: ZONE, securityGroupIds: ["sg-bp1known"] },
      });
    }
    return new Instance(this.stack, id, {
      network: this.network(kind === "new in a VPC that exists", i),
      instanceType: kind === "new of a variable type" ? this.variable(i) : "ecs.g7.large",
      ...{ imageId: "aliyun_3_x64_20G_alibase_20260101.vhd", instanceName: `app-${i}` },
    });
  }

  private network(isInExistingVpc: boolean, i: number): Network {
    const common = { zoneId: ZONE, namePrefix: `net-${i}` };
    if (!isInExistingVpc) return new Network(this.stack, `Network-${i}`, common);
    const vpc = Vpc.fromLookup(this.stack, `Vpc-${i}`, "vpc-bp1a");
    return new Network(this.stack, `Network-${i}`, {
      ...{ ...common, vpc },
      // Of two neighbours, one has a vSwitch 1 of its own.
      ...(i % 2 === 0 && {
        vswitch: VSwitch.fromVSwitchAttributes(this.stack, `Own-${i}`, { vswitchId: "vsw-bp1own" }),
      }),
      securityGroup: SecurityGroup.fromSecurityGroupId(this.stack, `OwnGroup-${i}`, "sg-bp1own"),
    });
  }

  private eip(kind: Choice["eip"], address: string, i: number): IEip {
    if (kind === "address") return Eip.fromIpAddress(this.stack, `Eip-${i}`, address);
    if (kind === "allocation ID") return Eip.fromAllocationId(this.stack, `Eip-${i}`, `eip-bp1${i}`);
    return new Eip(this.stack, `Eip-${i}`, { bandwidth: 5, eipName: `eip-${i}` });
  }

  private groups(kind: Choice["groups"], i: number): Pick<ExposureProps, "securityGroups"> {
    if (kind === "of the instance") return {};
    if (kind === "existing")
      return { securityGroups: [SecurityGroup.fromSecurityGroupId(this.stack, `Group-${i}`, "sg-bp1a")] };
    const vpc = Vpc.fromVpcId(this.stack, `GroupVpc-${i}`, "vpc-bp1a");
    return {
      securityGroups: [new SecurityGroup(this.stack, `Group-${i}`, { vpc, securityGroupName: `group-${i}` })],
    };
  }

  private vswitch(kind: Choice["place"], i: number): IVSwitch {
    if (kind === "vSwitch ID") return VSwitch.fromVSwitchId(this.stack, `VSwitch-${i}`, `vsw-bp1${i}`);
    const isKnown = kind === "vSwitch";
    const block = new SecondaryCidrBlock(this.stack, `Block-${i}`, {
      vpc: Vpc.fromLookup(this.stack, `BlockVpc-${i}`, "vpc-bp1a"),
      cidrBlock: isKnown
        ? `203.0.${i >> 1}.0/24`
        : new DataAlicloudVpcs(this.stack, `Ranges-${i}`).vpcs.get(0).cidrBlock,
      blocksPerVpc: 50,
    });
    return new VSwitch(this.stack, `VSwitch-${i}`, {
      secondaryCidrBlock: block,
      cidrBlock: isKnown
        ? `203.0.${i >> 1}.0/25`
        : new DataAlicloudVswitches(this.stack, `VSwitchRanges-${i}`).vswitches.get(0).cidrBlock,
      zoneId: ZONE,
    });
  }

  private variable(i: number): string {
    return new TerraformVariable(this.stack, `type-${i}`, { type: "string" }).stringValue;
  }
}
