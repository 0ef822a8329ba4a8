import type { Ipv4Cidr } from "../address";
import type { PlanLock } from "../plan";
import { mistakeOf } from "./exposure-mistake";
import type { ConfigurationInFolder, ReadFile } from "./folder";
import { ConfigurationError, type Mistake } from "./mistake";
import { planOf } from "./planning";
import type { Configuration, ExposureSetting } from "./schema";

/** A block that a file adds to a VPC that it names, and the exposure that it is first for. */
interface AddedBlock {
  readonly file: string;
  readonly vpcId: string;
  readonly cidr: Ipv4Cidr;
  readonly key: string;
}

/**
 * Blocks that two files add to one VPC, where they name it. Terraform would plan both: the look-up takes a block with the same
 * range for the stack's own, and the API refuses the second one in the middle of an apply.
 *
 * @param planLockOf - what is kept of the earlier plan of a file
 */
export function blocksBetweenFiles(
  files: readonly ReadFile[],
  configurations: readonly ConfigurationInFolder[],
  planLockOf: (file: string) => PlanLock,
): ConfigurationError[] {
  const earlier: AddedBlock[] = [];
  return configurations.flatMap(({ file, configuration }) => {
    const source = files.find((one) => one.file === file)?.source;
    const added = addedBlocks(file, configuration, planLockOf(file));
    const mistakes = added.flatMap((block): Mistake[] => {
      const other = earlier.find(({ vpcId, cidr }) => vpcId === block.vpcId && cidr.overlaps(block.cidr));
      const setting = configuration.exposures[block.key];
      if (other === undefined || source === undefined || setting === undefined) return [];
      return [
        mistakeOf(source, block.key, setting.block === undefined ? "eip" : "block", {
          problem:
            `the block ${block.cidr.toString()} overlaps ${other.cidr.toString()}, which exposures.${other.key} in ` +
            `${other.file} gets in the same VPC`,
          allowed: "one stack for each block",
          remedy: {
            advice: `move the exposure into ${other.file}, or write block: {existing: ${other.cidr.toString()}} here`,
          },
        }),
      ];
    });
    earlier.push(...added);
    return mistakes.length === 0 ? [] : [new ConfigurationError(file, mistakes)];
  });
}

function addedBlocks(file: string, configuration: Configuration, planLock: PlanLock): AddedBlock[] {
  const { exposures } = configuration;
  return planOf(configuration, planLock).flatMap(({ cidr, vpcId, vswitches }) => {
    const keys = vswitches.flatMap((vswitch) => vswitch.keys);
    const [key] = keys;
    // A VPC that is made has no ID yet, and is no other stack's.
    if (key === undefined || vpcId?.startsWith("vpc-") !== true) return [];
    return keys.some((one) => isInExistingBlock(exposures[one])) ? [] : [{ file, vpcId, cidr, key }];
  });
}

function isInExistingBlock(exposure: ExposureSetting | undefined): boolean {
  return exposure?.block !== undefined && "existing" in exposure.block;
}
