import { Annotations, type Precondition, TerraformStack } from "cdktf";
import { Construct } from "constructs";

import type { GuestNetworkManager } from "../../guest/render";
import { withConstructPath } from "../errors";
import { ExposedEip } from "../exposed-eip";
import { Ipv4Address } from "../ipv4";
import { omitUndefined } from "../omit-undefined";
import {
  type NearbyPlace,
  nearbyProblem,
  requireProvingTarget,
  targetWarning,
  UNPROVING_RANGES,
} from "../planning/verification-target";
import { knownAddress, knownCidr } from "../terraform/constructs";
import { hcl } from "../terraform/expression";
import { GuestProgram, GuestRun } from "./cloud-assistant";

/** Default wait of the script, in seconds. */
const WAIT_SECONDS = 120;
/** Time for the script besides its waits, in seconds. */
const WORK_SECONDS = 60;

/** Configuration of a NIC in the guest. */
export interface GuestConfigurationProps {
  /** Exposure to configure. Its instance is running, with the Cloud Assistant agent, which public Linux images of Alibaba Cloud include. */
  readonly exposure: ExposedEip;
  /** Name of the exposure in messages, and in those of its commands in the console: `<stack>-<name>`. */
  readonly name: string;
  /**
   * Action: `up` configures the NIC; `down` reverts that before the exposure is removed, and skips `verify`.
   * @default "up"
   */
  readonly action?: "up" | "down";
  /**
   * Target that has to answer the EIP for the apply to succeed.
   * @default - no verification
   */
  readonly verify?: VerificationTarget;
  /**
   * Network manager that persists the configuration across reboots.
   * @default "auto", the script detects it
   */
  readonly manager?: GuestNetworkManager;
  /**
   * MTU of the NIC in bytes.
   * @default 1500
   */
  readonly mtu?: number;
  /**
   * Maximum wait for the NIC, for another run, and for an answer, in seconds each.
   * @default 120
   */
  readonly waitSeconds?: number;
}

/** Host that answers. */
export interface VerificationTarget {
  /**
   * IPv4 address in dotted notation, of a host on the Internet: not in a range whose hosts answer without it, such as 127.0.0.0/8 or
   * 100.64.0.0/10, and neither an EIP nor in a block of the same VPC. A private address gets a warning.
   */
  readonly target: string;
  /**
   * TCP port that it listens on.
   * @default - ICMP echo
   */
  readonly port?: number;
}

/**
 * Steps 5 and 6 inside the instance: Cloud Assistant runs the guest script there as root, and once more to verify. Both run again when
 * the script, the exposure, the association or the attachment changes. If a run fails, the apply fails.
 * @see docs/guest.md
 */
export class GuestConfiguration extends Construct {
  /** Status of the run that configures the NIC: `Success`. */
  public readonly status: string;
  /**
   * Status of the run that verifies: `Success`.
   * @default - no verification
   */
  public readonly verification?: string;

  /**
   * @throws {@link ExposureError} if the target of `verify` is no IPv4 address, or its answer proves nothing. The synthesis fails if it is
   * an EIP of the stack, or in a block, in the same VPC.
   */
  public constructor(scope: Construct, id: string, props: GuestConfigurationProps) {
    super(scope, id);
    const { exposure, name, action = "up", verify, manager, mtu, waitSeconds = WAIT_SECONDS } = props;
    const { instance, eip, networkInterface, association, attachment } = exposure;
    const { instanceId } = instance;
    const { table, key, style } = exposure._row;
    table.set(key, { guest: true });
    const command = `${TerraformStack.of(this).node.id}-${name}`;
    const run = new GuestRun(this, "Configure", {
      name: command,
      parameters: {
        action,
        eip: eip.ipAddress,
        mac: networkInterface.macAddress,
        waitSeconds,
        ...omitUndefined({ gateway: gatewayOf(exposure), manager, mtu }),
      },
      // Two waits: for another run, and for the NIC.
      seconds: 2 * waitSeconds + WORK_SECONDS,
      instanceId,
      // On the NIC of another exposure, the EIP may come after the attachment.
      after: [
        ...GuestProgram.of(this).installIn(instance),
        attachment.attachmentId,
        ...(exposure.nicOf === undefined ? [] : [association.associationId]),
      ],
      problem: `Exposure ${name}: the NIC could not be ${action === "up" ? "configured" : "taken down"} in ${instanceId}`,
      // A common precondition of the exposure includes these checks.
      preconditions:
        style === "separate"
          ? ["guest_os", "guest_running"].flatMap((check) => table.checkPreconditions(check, key))
          : [],
    });
    this.status = run.status;
    this.node.defaultChild = run.node.defaultChild;
    if (verify === undefined || action === "down") return;
    const { target, port } = verify;
    const verification = new GuestRun(this, "verify", {
      name: `${command}-verify`,
      parameters: {
        action: "verify",
        eip: eip.ipAddress,
        verify: port === undefined ? `icmp:${target}` : `tcp:${target}:${port}`,
        waitSeconds,
      },
      seconds: waitSeconds + WORK_SECONDS,
      instanceId,
      after: [association.associationId, run.runId],
      preconditions: this.requireProvingTarget(target, exposure, name),
      problem:
        `Exposure ${name}: ${target}${port === undefined ? "" : `:${port}`} was not reached from ${eip.ipAddress} ` +
        `in ${instanceId}`,
    });
    this.verification = verification.status;
  }

  /** Checks the target at synth; a token is checked by the returned preconditions. */
  private requireProvingTarget(target: string, exposure: ExposedEip, name: string): Precondition[] {
    const address = knownAddress(this, target);
    if (address === undefined) return [provingTarget(target, name)];
    withConstructPath(this, () => {
      requireProvingTarget(address);
    });
    const warning = targetWarning(address);
    if (warning !== undefined) Annotations.of(this).addWarning(warning);
    // At the end of the synthesis, when all exposures are there.
    this.node.addValidation({
      validate: () => {
        const problem = nearbyProblem(address, placesNear(exposure));
        return problem === undefined
          ? []
          : [`the verification target ${target} is ${problem}; choose a host on the Internet`];
      },
    });
    return [];
  }
}

/**
 * Gateway of the NIC: the third address from the end of its vSwitch. With it, the script needs nothing of the metadata service. Undefined
 * for an existing ENI, whose vSwitch nothing looks up; the script then asks the metadata service.
 */
function gatewayOf(exposure: ExposedEip): string | undefined {
  const cidrBlock = exposure.vswitch?.cidrBlock;
  if (cidrBlock === undefined) return undefined;
  const range = knownCidr(exposure, cidrBlock);
  return range === undefined
    ? hcl`cidrhost(${cidrBlock}, -3)`.toString()
    : Ipv4Address.fromNumber(range.last.value - 2).toString();
}

/** EIPs and blocks in the VPC of an exposure, its own first, and in those that may be the same VPC. */
function placesNear(exposure: ExposedEip): NearbyPlace[] {
  const own = vpcOf(exposure);
  const others = TerraformStack.of(exposure)
    .node.findAll()
    .filter((construct): construct is ExposedEip => construct instanceof ExposedEip && construct !== exposure)
    .filter((other) => {
      const vpc = vpcOf(other);
      return own === undefined || vpc === undefined || vpc === own;
    });
  return [exposure, ...others].flatMap((one): NearbyPlace[] => {
    const { address } = one.eip;
    const range = one.vswitch?.secondaryCidrBlock?.range;
    const of = one.node.path;
    return [
      ...(address === undefined ? [] : [{ of, place: address }]),
      ...(range === undefined ? [] : [{ of, place: range }]),
      ...primaryRange(one),
    ];
  });
}

/** ID of the VPC, or the token of a VPC of the stack; undefined if only Terraform looks it up. */
function vpcOf({ instance: { vpc, isLookedUp }, _row: { table, key } }: ExposedEip): string | undefined {
  return isLookedUp === true ? table.get(key).vpc_id : vpc.vpcId;
}

function primaryRange(scope: ExposedEip): NearbyPlace[] {
  const { vpc, isLookedUp } = scope.instance;
  const place =
    isLookedUp === true || vpc.cidrBlock === undefined ? undefined : knownCidr(scope, vpc.cidrBlock);
  return place === undefined ? [] : [{ of: "the VPC", place, isPrimary: true }];
}

/** Precondition for a target that only Terraform knows. */
function provingTarget(target: string, name: string): Precondition {
  const ranges = UNPROVING_RANGES.map(({ range }) => range.toString());
  const around = hcl`[for range in ${ranges} : range if cidrhost(format("%s/%s", ${target}, split("/", range)[1]), 0) == cidrhost(range, 0)]`;
  return {
    condition: hcl`length(${around}) == 0`,
    errorMessage: `Exposure ${name}: the verification target ${target} is in ${hcl`join(", ", ${around})`.toString()}: its answer proves no path to the Internet. Choose a host on the Internet.`,
  };
}
