import { AddressError } from "../../errors";
import type { Ipv4Cidr } from "../../ipv4";
import { smallestPlacement } from "../../planning/placement";
import type { ConfigurationIssue, Path } from "../errors";
import { rangeOfBlock } from "../plan-requests";
import type { ExposureSetting } from "../schema";
import { isMapping } from "../schema/fields";
import { guest, guestOf, type GuestSettings, verify, verifyOf } from "../schema/guest";
import type { PreparationsSetting } from "../schema/preparations";
import type { Source } from "../yaml";
import type { Exposures } from "./exposures";

/** What is wrong between the settings `guest` and `verify` of an exposure, those at the top of the file included. */
export function guestMistakes(
  exposures: Exposures,
  preparations: PreparationsSetting | undefined,
  source: Source,
): ConfigurationIssue[] {
  const data = isMapping(source.data) ? source.data : {};
  const topGuest = guest.optional().safeParse(data.guest);
  // What is meant for all exposures is not known then.
  if (!topGuest.success) return [];
  const top: GuestSettings = { guest: topGuest.data, verify: verify.safeParse(data.verify).data };
  const all = [...exposures].map(([key, exposure]) => ({ key, exposure, top, source }));
  return [
    ...withoutCloudAssistant(all, source),
    ...withoutFirstStart(all, source),
    ...all.flatMap((one) => [
      ...targetMistakes(one),
      ...windowsMistakes(one, preparations),
      ...differentOptions(one, exposures),
    ]),
  ];
}

/** An exposure, and what is around it in the file. */
interface Exposure {
  readonly key: string;
  readonly exposure: ExposureSetting;
  readonly top: GuestSettings;
  readonly source: Source;
}

/** Only Cloud Assistant can tell Terraform whether something answers. */
function withoutCloudAssistant(all: readonly Exposure[], source: Source): ConfigurationIssue[] {
  const wanted = all.filter(
    ({ exposure, top }) =>
      verifyOf(exposure, top) !== undefined && guestOf(exposure, top).delivery !== "cloud-assistant",
  );
  return reported(wanted, "verify", source, (which) => ({
    problem: `nothing could ask inside the instance${which}, since guest is not cloud-assistant`,
    allowed: "verify together with guest: cloud-assistant",
    remedy: { advice: "set guest to cloud-assistant, or verify to none" },
  }));
}

/** Only an instance that is made has a first start to come. */
function withoutFirstStart(all: readonly Exposure[], source: Source): ConfigurationIssue[] {
  const wanted = all.filter(
    ({ exposure, top }) =>
      guestOf(exposure, top).delivery === "user-data" && typeof exposure.instance === "string",
  );
  return reported(wanted, "guest", source, (which) => ({
    problem: `user data is run at the first start, and the instance${which} exists already`,
    allowed: "cloud-assistant, file, none; user-data for {prepared: …} only",
    remedy: { advice: "set guest to cloud-assistant" },
  }));
}

/** A mistake for each exposure whose own setting it is, and one for all those that have it from the top of the file. */
function reported(
  wanted: readonly Exposure[],
  name: "guest" | "verify",
  source: Source,
  say: (which: string) => Pick<ConfigurationIssue, "problem" | "allowed" | "remedy">,
): ConfigurationIssue[] {
  const own = wanted.filter(({ exposure }) => exposure[name] !== undefined);
  const byDefault = wanted.filter(({ exposure }) => exposure[name] === undefined).map(({ key }) => key);
  return [
    ...own.map(({ key }) => ({ ...source.aboutKey(["exposures", key, name]), ...say("") })),
    ...(byDefault.length === 0
      ? []
      : [{ ...source.aboutKey([name]), ...say(` of ${byDefault.join(", ")}`) }]),
  ];
}

/** A target inside the block of the EIP is routed inside the VPC, where it is not. */
function targetMistakes({ key, exposure, top, source }: Exposure): ConfigurationIssue[] {
  const target = verifyOf(exposure, top)?.target;
  const block = blockOf(exposure);
  if (target === undefined || block?.contains(target) !== true) return [];
  return [
    {
      ...source.aboutValue([...pathOf("verify", key, exposure), "target"]),
      problem: `the target is inside the secondary CIDR block ${block.toString()} of exposures.${key}, and so hidden from its VPC`,
      allowed: "the address of a host outside the block",
      remedy: { advice: "choose another target" },
    },
  ];
}

/** The block that is given, or the smallest one: a larger one of the planner contains it. */
function blockOf({ eip, block }: ExposureSetting): Ipv4Cidr | undefined {
  if (block !== undefined || !("address" in eip)) return rangeOfBlock(block);
  try {
    return smallestPlacement(eip.address).block;
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

function windowsMistakes(
  { key, exposure, top, source }: Exposure,
  preparations: PreparationsSetting | undefined,
): ConfigurationIssue[] {
  if (typeof exposure.instance === "string" || guestOf(exposure, top).delivery === "none") return [];
  const { prepared } = exposure.instance;
  const image = preparations?.instances[prepared]?.image;
  if (image?.startsWith("win") !== true) return [];
  return [
    {
      ...source.aboutKey(pathOf("guest", key, exposure)),
      problem: `the image of preparations.instances.${prepared} is Windows, and the guest script is for Linux`,
      allowed: "guest: none, as Windows brings the NIC up by itself",
      remedy: { advice: `set guest of exposures.${key} to none` },
    },
  ];
}

/** User data is one text for the whole instance. */
function differentOptions(
  { key, exposure, top, source }: Exposure,
  exposures: Exposures,
): ConfigurationIssue[] {
  const own = guestOf(exposure, top);
  const { instance } = exposure;
  if (own.delivery !== "user-data" || typeof instance === "string") return [];
  const other = [...exposures].find(([, { instance: one, ...settings }]) => {
    const { delivery, manager, mtu } = guestOf(settings, top);
    const isSame = typeof one !== "string" && one.prepared === instance.prepared;
    return isSame && delivery === "user-data" && (manager !== own.manager || mtu !== own.mtu);
  })?.[0];
  // Of the two, the later one is told.
  if (other === undefined || [...exposures.keys()].indexOf(other) > [...exposures.keys()].indexOf(key))
    return [];
  return [
    {
      ...source.aboutKey(pathOf("guest", key, exposure)),
      problem: `exposures.${other} has other options for the user data of the same instance`,
      allowed: "the same manager and mtu for all exposures of an instance",
      remedy: { advice: "give both the same options, or one of them guest: cloud-assistant" },
    },
  ];
}

/** Where the setting of an exposure stands: there, or at the top of the file. */
function pathOf(name: "guest" | "verify", key: string, exposure: ExposureSetting): Path {
  return exposure[name] === undefined ? [name] : ["exposures", key, name];
}
