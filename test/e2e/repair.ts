import type { Part } from "./account";
import { importNext, importNoMore } from "./adoption";
import type { Deployment } from "./deployment";

/**
 * What Terraform says when a part is in the account already and not in its state, as docs/interrupted-apply.md has it: the
 * code of the error, and the part to import.
 */
const SIGNS: readonly (readonly [code: RegExp, type: string])[] = [
  [/Duplicated\.SecondaryCidrBlock/, "alicloud_vpc_ipv4_cidr_block"],
  [/InvalidCidrBlock\.Overlapped/, "alicloud_vswitch"],
  [/InvalidIp\.IpAssigned/, "alicloud_ecs_network_interface"],
  [/AssociateEipAddress Failed[\s\S]*IncorrectEipStatus/, "alicloud_eip_association"],
  [/AttachNetworkInterface Failed[\s\S]*InvalidEniState/, "alicloud_ecs_network_interface_attachment"],
];

/**
 * Applies again after an apply that was cut off, and imports what Terraform stumbles over, until it is done.
 *
 * @returns the types of what was imported
 */
export async function repair(deployment: Deployment): Promise<string[]> {
  let imported: readonly Part[] = [];
  for (;;) {
    const { exitCode, stderr } = await deployment.terraform("apply -auto-approve", [0, 1]);
    if (exitCode === 0) break;
    const types = SIGNS.filter(([code]) => code.test(stderr)).map(([, type]) => type);
    const found = (await deployment.orphans()).filter(({ type }) => types.includes(type));
    if (found.length === 0) throw new Error(`an error that is no sign of a part to import: ${stderr}`);
    imported = [...imported, ...found];
    await importNext(deployment, imported);
  }
  if (imported.length > 0) await importNoMore(deployment);
  return [...new Set(imported.map(({ type }) => type))].sort();
}
