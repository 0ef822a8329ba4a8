import { z } from "zod";

import type { GuestNetworkManager } from "../../../guest/render";
import { Ipv4Address } from "../../ipv4";
import { oneOf, readBy, reportTo, setting, settings, valueOrMapping } from "./fields";

/** The ways of the guest script into an instance, and the options that each of them takes. */
const DELIVERIES = {
  "cloud-assistant": ["action", "manager", "mtu", "waitSeconds"],
  "user-data": ["manager", "mtu"],
  file: ["manager", "mtu", "waitSeconds"],
  none: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const NAMES = ["cloud-assistant", "user-data", "file", "none"] as const satisfies (keyof typeof DELIVERIES)[];

const delivery = oneOf(NAMES, {
  description: "How the guest script gets into the instance and is run there.",
});

const options = settings(
  {
    delivery,
    action: oneOf(["up", "down"], {
      description:
        "What Cloud Assistant lets the script do. By default, up: it configures the NIC. With down it takes that away, before the exposure is removed.",
    }).optional(),
    manager: oneOf(
      [
        "auto",
        "netplan",
        "networkmanager",
        "wicked",
        "networkd",
        "network-scripts",
        "ifupdown",
        "none",
      ] satisfies GuestNetworkManager[],
      { description: "What keeps the configuration over reboots. By default, auto: the script finds it." },
    ).optional(),
    mtu: setting(z.int().min(1280).max(9000), {
      description: "MTU of the NIC in bytes. By default, 1500.",
      allowed: "a whole number from 1280 to 9000",
      example: "8500",
    }).optional(),
    waitSeconds: setting(z.int().min(10).max(3600), {
      description: "How long the script waits for the NIC, and for an answer, in seconds. By default, 120.",
      allowed: "a whole number from 10 to 3600",
      example: "300",
    }).optional(),
  },
  { description: "What is done inside the instance.", example: "{delivery: cloud-assistant, mtu: 8500}" },
).superRefine((given, context) => {
  const { delivery: way, ...others } = given;
  const useful: readonly string[] = DELIVERIES[way];
  for (const name of Object.keys(others).filter((one) => !useful.includes(one))) {
    reportTo(context)([name], `${name} has no effect with the delivery ${way}`, {
      aboutKey: true,
      allowed: useful.length === 0 ? "no option beside it" : useful.join(", "),
      remedy: { advice: "remove it, or choose another delivery" },
    });
  }
});

/** What is done inside the instance: the name of a way into it, or a mapping from `delivery` to it, with options. */
export const guest = valueOrMapping(delivery, options, {
  description: "What is done inside the instance, so that it uses the NIC. By default, nothing (none).",
  allowed: `${NAMES.join(", ")}; with options, a mapping such as {delivery: cloud-assistant, mtu: 8500}`,
  example: "cloud-assistant",
});

/** What is done inside an instance. */
export type GuestSetting = z.output<typeof options>;

const target = readBy(
  (text) => Ipv4Address.parse(text),
  () => undefined,
  {
    description: "The address of a host on the Internet that answers.",
    allowed: "an IPv4 address: four numbers from 0 to 255 without leading zeros, such as 192.0.2.10",
    example: "192.0.2.10",
  },
);

const verifyOptions = settings(
  {
    target,
    port: setting(z.int().min(1).max(65535), {
      description: "A TCP port that the target listens on. By default, it is pinged.",
      allowed: "a whole number from 1 to 65535",
      example: "443",
    }).optional(),
  },
  { description: "What must answer the EIP.", example: "{target: 192.0.2.10}" },
);

const none = z.unknown().transform((given, context): "none" => {
  if (given === "none") return given;
  if (typeof given === "string" && target.safeParse(given).success) {
    reportTo(context)([], "a mapping is needed here", { remedy: { write: `{target: ${given}}` } });
  } else reportTo(context)([], "", { needs: "a mapping" });
  return z.NEVER;
});

/** What must answer for an apply to succeed; `none` where a default is not to count. */
export const verify = valueOrMapping(none, verifyOptions, {
  description:
    "What must answer the EIP, asked inside the instance, for an apply to succeed. By default, nothing (none).",
  allowed: "a mapping such as {target: 192.0.2.10} or {target: 192.0.2.10, port: 443}; or none",
  example: "{target: 192.0.2.10}",
});

/** What must answer. */
export type VerifySetting = z.output<typeof verifyOptions>;

/** The settings about the guest, of an exposure or at the top of a file. */
export interface GuestSettings {
  readonly guest?: z.output<typeof guest> | undefined;
  readonly verify?: z.output<typeof verify> | undefined;
}

/** What is done in the instance of an exposure. What it does not say itself, the top of the file says. */
export function guestOf(exposure: GuestSettings, top: GuestSettings): GuestSetting {
  const given = exposure.guest ?? top.guest ?? "none";
  return typeof given === "string" ? { delivery: given } : given;
}

/** What must answer an exposure; undefined where nothing must. */
export function verifyOf(exposure: GuestSettings, top: GuestSettings): VerifySetting | undefined {
  const given = exposure.verify ?? top.verify ?? "none";
  return given === "none" ? undefined : given;
}
