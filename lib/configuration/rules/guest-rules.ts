import { Ipv4Cidr } from "../../ipv4";
import { type NearbyPlace, nearbyProblem } from "../../planning/verification-target";
import { isDeviceName } from "../../file-name";
import { type Path, pathText } from "../configuration-errors";
import type { PathIssue } from "../issues";
import { instancePlace, rangeOfBlock } from "../plan-requests";
import type { ExposureSetting } from "../schema/configuration-schema";
import { guestOf, verifyOf } from "../schema/guest-schema";
import { DEFAULT_VPC } from "../schema/preparations-schema";
import { DEVICE_PROBLEM } from "../schema/resource-ids";
import { type Parts, smallestBlockFor } from "./parts";

/** Finds issues between the settings `guest` and `verify` of an exposure, those at the top of the file included. */
export function guestIssues({ settings, malformed }: Parts): PathIssue[] {
  if (malformed.has("guest")) return [];
  const all = Object.entries(settings.exposures).map(([key, exposure]) => ({ key, exposure, settings }));
  return [
    ...withoutCloudAssistant(all),
    ...withoutFirstStart(all),
    ...distinct(all.flatMap(targetIssues)),
    ...all.flatMap((one) => [...fileNameIssues(one), ...windowsIssues(one), ...differentOptions(one)]),
  ];
}

/** Leaves one of several equal issues: of a target at the top of the file, for each exposure that has it from there. */
function distinct(issues: readonly PathIssue[]): PathIssue[] {
  return [...new Map(issues.map((issue) => [pathText(issue.path), issue])).values()];
}

/** Exposure, and what is around it in the file. */
interface Exposure {
  readonly key: string;
  readonly exposure: ExposureSetting;
  readonly settings: Parts["settings"];
}

/** Only Cloud Assistant can tell Terraform whether a host answers. */
function withoutCloudAssistant(all: readonly Exposure[]): PathIssue[] {
  const wanted = all.filter(
    ({ exposure, settings }) =>
      verifyOf(exposure, settings) !== undefined &&
      guestOf(exposure, settings).delivery !== "cloud-assistant",
  );
  return reported(wanted, "verify", (of) => ({
    problem: `verify${of} requires guest: cloud-assistant`,
    allowed: "verify together with guest: cloud-assistant",
    remedy: { advice: "set guest to cloud-assistant, or verify to none" },
  }));
}

/** Only a new instance has its first start before it. */
function withoutFirstStart(all: readonly Exposure[]): PathIssue[] {
  const wanted = all.filter(
    ({ exposure, settings }) =>
      guestOf(exposure, settings).delivery === "user-data" && typeof exposure.instance === "string",
  );
  return reported(wanted, "guest", (of) => ({
    problem: `user-data${of} requires a new instance: it runs at the first start`,
    allowed: "cloud-assistant, file, none; user-data for {prepared: …} only",
    remedy: { advice: "set guest to cloud-assistant" },
  }));
}

/** Issue for each exposure with a setting of its own, and one for all those that have it from the top of the file. */
function reported(
  wanted: readonly Exposure[],
  name: "guest" | "verify",
  describe: (of: string) => Pick<PathIssue, "problem" | "allowed" | "remedy">,
): PathIssue[] {
  const own = wanted.filter(({ exposure }) => exposure[name] !== undefined);
  const inherited = wanted.filter(({ exposure }) => exposure[name] === undefined).map(({ key }) => key);
  return [
    ...own.map(({ key }) => ({ path: ["exposures", key, name], aboutKey: true, ...describe("") })),
    ...(inherited.length === 0
      ? []
      : [{ path: [name], aboutKey: true, ...describe(` for ${inherited.join(", ")}`) }]),
  ];
}

/** Issue of a target that the VPC has itself: an EIP, or an address of a block, to which the VPC routes in vain. */
function targetIssues({ key, exposure, settings }: Exposure): PathIssue[] {
  const target = verifyOf(exposure, settings)?.target;
  if (target === undefined) return [];
  const problem = nearbyProblem(target, placesNear(key, exposure, settings));
  if (problem === undefined) return [];
  return [
    {
      path: [...pathOf("verify", key, exposure), "target"],
      problem,
      allowed: "the address of a host outside the VPC and its blocks",
      remedy: { advice: "choose a host on the Internet" },
    },
  ];
}

/** EIPs and ranges in the VPC of an exposure, its own first, and in those that may be the same VPC. */
function placesNear(key: string, exposure: ExposureSetting, settings: Parts["settings"]): NearbyPlace[] {
  const { exposures, preparations } = settings;
  const vpcOf = (one: ExposureSetting): string | undefined => instancePlace(one, preparations).vpcId;
  const own = vpcOf(exposure);
  const others = Object.entries(exposures).filter(([other, setting]) => {
    const vpc = vpcOf(setting);
    return other !== key && (own === undefined || vpc === undefined || vpc === own);
  });
  const places = [[key, exposure] as const, ...others].flatMap(([of, setting]): NearbyPlace[] => {
    const block = blockOf(setting);
    const address = "address" in setting.eip ? [{ of: `exposures.${of}`, place: setting.eip.address }] : [];
    return [...address, ...(block === undefined ? [] : [{ of: `exposures.${of}`, place: block }])];
  });
  const isPrepared = typeof exposure.instance !== "string";
  const { vpc = DEFAULT_VPC, vswitch } = preparations ?? {};
  const ranges = [
    ["preparations.vpc", vpc],
    ["preparations.vswitch", vswitch],
  ] as const;
  return [
    ...places,
    ...ranges.flatMap(([of, place]) =>
      isPrepared && place instanceof Ipv4Cidr ? [{ of, place, isPrimary: true }] : [],
    ),
  ];
}

/** Block that is given, or the smallest one: a larger one of the planner contains it. */
function blockOf({ eip, block }: ExposureSetting): Ipv4Cidr | undefined {
  return block === undefined && "address" in eip ? smallestBlockFor(eip.address) : rangeOfBlock(block);
}

/** The file has the name of the exposure, and a synthesis may run on Windows. */
function fileNameIssues({ key, exposure, settings }: Exposure): PathIssue[] {
  if (guestOf(exposure, settings).delivery !== "file" || !isDeviceName(key)) return [];
  return [
    {
      path: ["exposures", key],
      aboutKey: true,
      found: key,
      problem: `${DEVICE_PROBLEM}, where guest: file could not write ${key}.sh`,
      allowed: "another name, or another guest",
      remedy: { advice: "rename the exposure, or set its guest to cloud-assistant or none" },
    },
  ];
}

function windowsIssues({ key, exposure, settings }: Exposure): PathIssue[] {
  if (typeof exposure.instance === "string" || guestOf(exposure, settings).delivery === "none") return [];
  const { prepared } = exposure.instance;
  const image = settings.preparations?.instances[prepared]?.image;
  if (image?.startsWith("win") !== true) return [];
  return [
    {
      path: pathOf("guest", key, exposure),
      aboutKey: true,
      problem: `the guest script requires Linux, but preparations.instances.${prepared} has a Windows image`,
      allowed: "guest: none, as Windows configures the NIC by itself",
      remedy: { advice: `set guest of exposures.${key} to none` },
    },
  ];
}

/** User data is one text for the whole instance. */
function differentOptions({ key, exposure, settings }: Exposure): PathIssue[] {
  const own = guestOf(exposure, settings);
  const { instance } = exposure;
  if (own.delivery !== "user-data" || typeof instance === "string") return [];
  const exposures = Object.entries(settings.exposures);
  const other = exposures.find(([, { instance: one, ...rest }]) => {
    const { delivery, manager, mtu } = guestOf(rest, settings);
    const isSame = typeof one !== "string" && one.prepared === instance.prepared;
    return isSame && delivery === "user-data" && (manager !== own.manager || mtu !== own.mtu);
  })?.[0];
  const keys = exposures.map(([name]) => name);
  // Only the later of the two has the issue.
  if (other === undefined || keys.indexOf(other) > keys.indexOf(key)) return [];
  return [
    {
      path: pathOf("guest", key, exposure),
      aboutKey: true,
      problem: `options differ from those of exposures.${other}, which shares the user data of the instance`,
      allowed: "the same manager and mtu for all exposures of an instance",
      remedy: { advice: "set the same options in both, or guest: cloud-assistant in one of them" },
    },
  ];
}

/** Path of the setting of an exposure: in the exposure, or at the top of the file. */
function pathOf(name: "guest" | "verify", key: string, exposure: ExposureSetting): Path {
  return exposure[name] === undefined ? [name] : ["exposures", key, name];
}
