import { isUsable } from "../planning/placement";
import { addressOfEip } from "./account";
import type { LiveBlock } from "./live-block-checks";
import type { CheckedExposure, LiveFacts } from "./live-facts";
import type { LiveFindings } from "./live-finding";

/** Number of private addresses that a network interface takes until it is attached. */
const ADDRESSES_BEFORE_ATTACHMENT = 10;

/** Checks an EIP on the NIC of another exposure: the number of its addresses, whether the address is free, and whether it fits. */
export function checkSharedNic(
  checked: CheckedExposure,
  exposures: readonly CheckedExposure[],
  blocks: readonly LiveBlock[],
  { instanceTypeQuotas }: LiveFacts,
  findings: LiveFindings,
): void {
  const { key, setting, instance, eip, nicEip, vpc } = checked;
  const nicOf = setting.nicOf ?? key;
  const onNic = exposures.filter((one) => (one.setting.nicOf ?? one.key) === nicOf).map((one) => one.key);
  const interfaces = vpc?.networkInterfaces;
  const nic = interfaces?.find(({ primaryAddress }) => primaryAddress === nicEip?.address);
  const ofType = instance && instanceTypeQuotas?.get(instance.type)?.addressesPerInterface;
  const isAttached = nic !== undefined && nic.instanceId !== "";
  const quota = Math.min(ofType ?? Infinity, isAttached ? Infinity : ADDRESSES_BEFORE_ATTACHMENT);
  if (onNic.length > quota)
    findings.error(
      "private-ip-quota",
      onNic.join(", "),
      `The network interface of the exposure ${nicOf} would have ${onNic.length} private addresses, maximum ${quota}`,
      ofType === quota
        ? "Move some of them to another instance, or choose an instance type that allows more"
        : "Apply with ten first, and add the others once it is attached",
    );
  if (eip === undefined) return;
  const user = interfaces?.find(
    (one) => one.primaryAddress !== nicEip?.address && one.addresses.includes(eip.address),
  );
  if (user !== undefined)
    findings.error(
      "address-free",
      key,
      `The EIP ${eip.address} is an address of the network interface ${user.id} already`,
      `If ${key} had a network interface of its own until now, apply once without ${key}, then with it`,
    );
  const vswitches = blocks.filter(({ keys }) => keys.includes(nicOf)).flatMap((block) => block.vswitches);
  if (vswitches.length > 0 && !vswitches.some((vswitch) => isUsable(vswitch, addressOfEip(eip))))
    findings.error(
      "eip-placed",
      key,
      `The EIP ${eip.address} is not usable in the vSwitch of ${nicOf}`,
      `Write EIPs by address, so that the vSwitch is planned for all, or give ${key} a network interface of its own`,
    );
}
