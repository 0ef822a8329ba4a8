import { requireAllowedVSwitch, requireUsable, smallestPlacement } from "../address";
import { caught, mistakeOf } from "./exposure-mistake";
import type { Mistake } from "./mistake";
import { rangeOfBlock, rangeOfVSwitch } from "./planning";
import type { ExposureSetting } from "./schema";
import type { Source } from "./source";

/** What keeps an exposure from having a place for its EIP: settings that exclude each other, or a place that does not fit. */
export function placeMistakes(key: string, exposure: ExposureSetting, source: Source): Mistake[] {
  const superfluous = superfluousSettings(exposure);
  if (superfluous.length > 0) {
    return superfluous.map(({ name, beside, advice }) =>
      mistakeOf(source, key, name, {
        problem: `${name} is given beside ${beside}, which excludes it`,
        allowed: `${name} or ${beside.replace(/^an? /, "")}, not both`,
        remedy: { advice },
      }),
    );
  }
  if (exposure.networkInterface !== undefined && "create" in exposure.eip) {
    return [
      mistakeOf(source, key, "eip", {
        problem: "a new EIP cannot be the address of a network interface that exists",
        allowed: "with networkInterface: an EIP that exists, by its address or its allocation ID",
        remedy: {
          advice: "write the EIP that is the address of the network interface, or remove networkInterface",
        },
      }),
    ];
  }
  return rangeMistakes(key, exposure, source);
}

interface Superfluous {
  readonly name: keyof ExposureSetting;
  /** What the exposure has that excludes it. */
  readonly beside: string;
  readonly advice: string;
}

function superfluousSettings(exposure: ExposureSetting): Superfluous[] {
  const { eip, vswitch, networkInterface, instance } = exposure;
  const exclude = (
    beside: string,
    names: readonly (keyof ExposureSetting)[],
    advice: (name: string) => string,
  ): Superfluous[] =>
    names
      .filter((name) => exposure[name] !== undefined)
      .map((name) => ({ name, beside, advice: advice(name) }));
  if (networkInterface !== undefined) {
    const names = ["block", "vswitch", "securityGroups", "import"] as const;
    return exclude("networkInterface", names, (name) =>
      name === "import"
        ? "remove import to leave the network interface as it is, or remove networkInterface to take it over"
        : `remove ${name}: the network interface has its own`,
    );
  }
  if ("create" in eip) {
    return exclude(
      "a new EIP",
      ["block", "vswitch", "import"],
      (name) => `remove ${name}: where a new EIP lies is not known before it is made`,
    );
  }
  if (typeof instance !== "string") {
    const superfluous = exclude("an instance of preparations", ["vpc", "zone", "import"], (name) =>
      name === "import"
        ? "remove import: the instance is new"
        : `remove ${name}: it is the one of preparations`,
    );
    if (superfluous.length > 0) return superfluous;
  }
  if (vswitch === undefined || !("id" in vswitch)) return [];
  return [
    ...exclude("an existing vswitch", ["block"], () => "remove block: the vSwitch is in one"),
    ...(exposure.import?.vswitch === undefined
      ? []
      : exclude(
          "an existing vswitch",
          ["import"],
          () => "remove vswitch from import to leave the vSwitch as it is, or remove vswitch to take it over",
        )),
  ];
}

/** What keeps the EIP of one exposure from having a place in the block and vSwitch that are given by hand, or in any. */
function rangeMistakes(key: string, exposure: ExposureSetting, source: Source): Mistake[] {
  const { eip, networkInterface } = exposure;
  if (networkInterface !== undefined || (exposure.vswitch !== undefined && "id" in exposure.vswitch))
    return [];
  const block = rangeOfBlock(exposure.block);
  const vswitch = rangeOfVSwitch(exposure.vswitch);
  const address = "address" in eip ? eip.address : undefined;
  if (block === undefined && vswitch !== undefined) {
    return [
      mistakeOf(source, key, "vswitch", {
        problem: "a vSwitch is given without the block that it is in",
        allowed: "block and vswitch, block alone, or neither",
        remedy: { advice: "add block, or remove vswitch to get the smallest that can hold the EIP" },
      }),
    ];
  }
  if (address === undefined && block !== undefined && vswitch === undefined) {
    return [
      mistakeOf(source, key, "block", {
        problem:
          "the vSwitch cannot be chosen: where in the block the EIP is, is not known before Terraform runs",
        allowed: "with the allocation ID of an EIP: block and vswitch, or neither",
        remedy: { advice: "add vswitch, or write the address of the EIP instead of its ID" },
      }),
    ];
  }
  if (block !== undefined && vswitch !== undefined) {
    const mistake = caught(source, key, "vswitch", () => {
      requireAllowedVSwitch(vswitch, block);
    });
    if (mistake !== undefined) return [mistake];
  }
  if (address === undefined) return [];
  if (block?.contains(address) === false) {
    return [
      mistakeOf(source, key, "eip", {
        problem: `the EIP is not inside its block ${block.toString()}`,
        allowed: `an EIP from ${block.network.toString()} to ${block.last.toString()}`,
        remedy: { advice: "correct the EIP or the block; without block, the smallest is chosen" },
      }),
    ];
  }
  const mistake = caught(source, key, "eip", () => {
    const range = vswitch ?? block;
    if (range === undefined) smallestPlacement(address);
    else requireUsable(range, address);
  });
  return mistake === undefined ? [] : [mistake];
}
