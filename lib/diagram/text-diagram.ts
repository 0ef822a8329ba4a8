import { Labels } from "./labels";
import type { Picture, PictureNic, PictureVpc } from "./picture";

/** Node of a tree of texts; the first line is its title. */
interface Branch {
  readonly lines: readonly string[];
  readonly branches: readonly Branch[];
}

/**
 * Writes a picture as an indented tree, for a terminal or an e-mail.
 *
 * @returns lines, each with its line end
 */
export function renderText(picture: Picture, labels = new Labels()): string {
  const branches = picture.vpcs.map((vpc) => branchOfVpc(vpc, labels));
  return `${[labels.title(picture), ...branches.flatMap((one, i) => drawn(one, i === branches.length - 1))].join("\n")}\n`;
}

function branchOfVpc(vpc: PictureVpc, labels: Labels): Branch {
  const blocks = vpc.blocks.map((block): Branch => {
    const [title = "", shadows, ...ranges] = labels.block(block);
    const shadowed = shadows === undefined ? [] : [`${shadows}: ${ranges.join(", ")}`.replace(/: $/, "")];
    return {
      lines: [title, ...shadowed],
      branches: block.vswitches.map((vswitch) => ({
        lines: labels.vswitch(vswitch),
        branches: vswitch.nics.map((nic) => branchOfNic(nic, labels)),
      })),
    };
  });
  const instances = vpc.instances.map((instance): Branch => {
    const [title = "", ...details] = labels.instance(instance);
    return { lines: [`${title}: ${details.join(" ")}`], branches: [] };
  });
  return { lines: labels.vpc(vpc), branches: [...blocks, ...instances] };
}

/** A NIC, with the direction of its EIPs and of its instance. */
function branchOfNic(nic: PictureNic, labels: Labels): Branch {
  const [title = "", ...details] = labels.nic(nic);
  const addresses = labels.addresses(nic);
  return {
    lines: [[`${title} → ${nic.instance}`, ...details].join(", ")],
    branches: nic.eips.map((eip, i) => {
      const [name = "", ...notes] = labels.eip(eip);
      return { lines: [`${addresses[i] ?? ""} ⇄ ${[name, ...notes].join(", ")}`], branches: [] };
    }),
  };
}

function drawn({ lines, branches }: Branch, isLast: boolean): string[] {
  const [title = "", ...others] = lines;
  const margin = isLast ? "   " : "│  ";
  const stem = branches.length > 0 ? "│  " : "   ";
  return [
    `${isLast ? "└─" : "├─"} ${title}`,
    ...others.map((line) => `${margin}${stem}${line}`),
    ...branches.flatMap((one, i) => drawn(one, i === branches.length - 1)).map((line) => `${margin}${line}`),
  ];
}
