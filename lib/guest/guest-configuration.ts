import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

import type { GuestNetworkManager } from "../../guest/render";
import type { ExposedEip } from "../exposed-eip";
import { omitUndefined } from "../omit-undefined";
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
  /** IPv4 address in dotted notation. */
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
        ...omitUndefined({ manager, mtu }),
      },
      // Two waits: for another run, and for the NIC.
      seconds: 2 * waitSeconds + WORK_SECONDS,
      instanceId,
      // On the NIC of another exposure, the EIP may come after the attachment.
      after: [
        GuestProgram.of(this).installIn(instance),
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
      problem:
        `Exposure ${name}: ${target}${port === undefined ? "" : `:${port}`} was not reached from ${eip.ipAddress} ` +
        `in ${instanceId}`,
    });
    this.verification = verification.status;
  }
}
