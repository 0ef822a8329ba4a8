import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

import type { GuestNetworkManager } from "../../guest/render";
import type { ExposedEip } from "../exposed-eip";
import { omitUndefined } from "../omit-undefined";
import { GuestProgram, GuestRun } from "./cloud-assistant";

/** How long the script waits by default, in seconds. */
const WAIT_SECONDS = 120;
/** What the script may take beside its waits, in seconds. */
const WORK_SECONDS = 60;

/** The configuration of a NIC in the guest. */
export interface GuestConfigurationProps {
  /**
   * What the instance is to use. It runs, with the Cloud Assistant agent, as Alibaba Cloud's public Linux images have it.
   */
  readonly exposure: ExposedEip;
  /** Name of the exposure in messages, and in those of its commands in the console: `<stack>-<name>`. */
  readonly name: string;
  /**
   * `up` configures the NIC; `down` takes that away again, before the exposure is removed, and verifies nothing.
   * @default "up"
   */
  readonly action?: "up" | "down";
  /**
   * What must answer the EIP for the apply to succeed.
   * @default - nothing is asked
   */
  readonly verify?: VerificationTarget;
  /**
   * What keeps the configuration over reboots.
   * @default "auto": the script finds it
   */
  readonly manager?: GuestNetworkManager;
  /**
   * MTU of the NIC in bytes.
   * @default 1500
   */
  readonly mtu?: number;
  /**
   * How long the script waits for the NIC, for another run to end, and for an answer, in seconds each.
   * @default 120
   */
  readonly waitSeconds?: number;
}

/** A host that answers. */
export interface VerificationTarget {
  /** IPv4 address in dotted notation. */
  readonly target: string;
  /**
   * A TCP port that it listens on.
   * @default - it is pinged
   */
  readonly port?: number;
}

/**
 * Steps 5 and 6 inside the instance: Cloud Assistant runs the guest script there as root, and then once more to verify. Each
 * runs once, and again when the script, the exposure, the association or the attachment changes; the apply fails when the
 * script does.
 * @see docs/guest.md
 */
export class GuestConfiguration extends Construct {
  /** The status of the run that configures the NIC: `Success`. */
  public readonly status: string;
  /**
   * The status of the run that verifies: `Success`.
   * @default - nothing is verified
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
      // It waits for another run, and for the NIC.
      seconds: 2 * waitSeconds + WORK_SECONDS,
      instanceId,
      after: [GuestProgram.of(this).installIn(instance), attachment.attachmentId],
      problem: `Exposure ${name}: the NIC could not be ${action === "up" ? "configured" : "taken down"} in ${instanceId}`,
      // Where the checks of the exposure are one precondition, these are among them.
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
