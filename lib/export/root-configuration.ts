import { isJsonObject, type TerraformJson } from "../hcl";
import { arranged, type LocalsGroup } from "./arranged";
import { withoutBookkeeping } from "./bookkeeping";

const HEADER = [
  "Elastic IP addresses that are visible on the NICs of ECS instances, by secondary CIDR blocks.",
  "Exported from a configuration file of cdktf-alicloud-exposed-eip: change that file, and export again.",
].join("\n");

const GROUPS: readonly LocalsGroup[] = [
  { names: /^(instances|eips|eips_by_address|vswitches)$/, comment: "What the look-ups found, by key." },
  {
    names: /_(eip_number|vswitch_mask|block|vswitch)$/,
    comment:
      "Block and vSwitch of EIPs whose address only the look-up tells: the smallest in which the EIP is usable.",
  },
  { names: /^guest_script$/, comment: "The script that configures the NIC inside the instance." },
  { names: /./, comment: "For the checks that are made before anything is changed." },
];

/** What a stack is synthesized to, as a root configuration that stands alone. */
export function rootConfiguration(synthesized: TerraformJson): TerraformJson {
  const { terraform = {}, ...blocks } = withoutBookkeeping(synthesized);
  return { "//": HEADER, terraform: withStateInside(terraform), ...arranged(blocks, GROUPS) };
}

/** Keeps the state that would be beside the project's cdktf.json in the folder of the export: it has no project around it. */
export function withStateInside(terraform: TerraformJson[string]): TerraformJson[string] {
  if (!isJsonObject(terraform) || !isJsonObject(terraform.backend)) return terraform;
  const { local } = terraform.backend;
  if (!isJsonObject(local) || typeof local.path !== "string") return terraform;
  return {
    ...terraform,
    backend: { local: { ...local, path: local.path.replace(/^\.\.\/\.\.\/\.\.\/(?=terraform\.)/, "") } },
  };
}
