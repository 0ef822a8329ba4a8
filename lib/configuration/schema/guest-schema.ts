import { z } from "zod";

import type { GuestNetworkManager } from "../../../guest/render";
import { Ipv4Address } from "../../ipv4";
import { requireProvingTarget } from "../../planning/verification-target";
import { choice, readBy, reportTo, setting, settings, valueOrMapping } from "./fields";
import { TARGET_PATTERN } from "./text-forms";

/** Ways to deliver the guest script to an instance, and the options of each. */
const DELIVERIES = {
  "cloud-assistant": ["action", "manager", "mtu", "waitSeconds"],
  "user-data": ["manager", "mtu"],
  file: ["manager", "mtu", "waitSeconds"],
  none: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const NAMES = ["cloud-assistant", "user-data", "file", "none"] as const satisfies (keyof typeof DELIVERIES)[];

const delivery = choice(NAMES, "How the guest script is delivered to the instance and run.");

/** JSON Schema of the options of each way: others have no effect with it. */
const OPTIONS_BY_DELIVERY = NAMES.map((name) => ({
  if: { properties: { delivery: { const: name } }, required: ["delivery"] },
  then: { propertyNames: { enum: ["delivery", ...DELIVERIES[name]] } },
}));

const options = settings(
  {
    delivery,
    action: choice(
      ["up", "down"],
      "Whether the script configures the NIC (up), or undoes that before the exposure is removed (down). Default: up.",
      "up",
    ).optional(),
    manager: choice(
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
      "Network manager that keeps the configuration across reboots. Default: auto, detected by the script.",
      "auto",
    ).optional(),
    mtu: setting(z.int().min(1280).max(9000), {
      description: "MTU of the NIC in bytes. Default: 1500.",
      allowed: "an integer from 1280 to 9000",
      example: "8500",
      byDefault: 1500,
    }).optional(),
    waitSeconds: setting(z.int().min(10).max(3600), {
      description: "Seconds to wait for the NIC, and for an answer to verify. Default: 120.",
      allowed: "an integer from 10 to 3600",
      example: "300",
      byDefault: 120,
    }).optional(),
  },
  {
    description: "Guest configuration.",
    example: "{delivery: cloud-assistant, mtu: 8500}",
    keywords: { allOf: OPTIONS_BY_DELIVERY },
  },
).superRefine((given, context) => {
  const { delivery: way, ...others } = given;
  const useful: readonly string[] = DELIVERIES[way];
  for (const name of Object.keys(others).filter((one) => !useful.includes(one))) {
    reportTo(context)([name], `${name} has no effect with delivery ${way}`, {
      aboutKey: true,
      allowed: useful.length === 0 ? "no other options" : useful.join(", "),
      remedy: { advice: "remove it, or choose another delivery" },
    });
  }
});

/** Guest configuration: the way of delivery, or a mapping of it and its options. */
export const guest = valueOrMapping(delivery, options, {
  description:
    "Guest configuration, with which the instance uses the NIC. Default: none; for an exposure, the setting at the top.",
  allowed: `${NAMES.join(", ")}, or a mapping with options such as {delivery: cloud-assistant, mtu: 8500}`,
  example: "cloud-assistant",
});

/** Guest configuration of an instance. */
export type GuestSetting = z.output<typeof options>;

const target = readBy((text) => Ipv4Address.parse(text), requireProvingTarget, {
  description: "Address of a host on the Internet that answers.",
  allowed: "an IPv4 address such as 192.0.2.10",
  example: "192.0.2.10",
  keywords: { pattern: TARGET_PATTERN },
});

const verifyOptions = settings(
  {
    target,
    port: setting(z.int().min(1).max(65535), {
      description: "TCP port on which the target listens. Default: the target is pinged.",
      allowed: "an integer from 1 to 65535",
      example: "443",
    }).optional(),
  },
  { description: "Host that must answer.", example: "{target: 192.0.2.10}" },
);

const none = setting(
  z.unknown().transform((given, context): "none" => {
    if (given === "none") return given;
    if (typeof given === "string" && target.safeParse(given).success) {
      reportTo(context)([], "must be a mapping, not an address", { remedy: { write: `{target: ${given}}` } });
    } else reportTo(context)([], "", { needs: "a mapping" });
    return z.NEVER;
  }),
  { description: "No host must answer.", allowed: "none", example: "none", keywords: { const: "none" } },
);

/** Host that must answer for an apply to succeed; `none` overrides the top of the file. */
export const verify = valueOrMapping(none, verifyOptions, {
  description:
    "Host that must answer the instance through the EIP for an apply to succeed. Default: none; for an exposure, the setting at the top.",
  allowed: "a mapping such as {target: 192.0.2.10} or {target: 192.0.2.10, port: 443}, or none",
  example: "{target: 192.0.2.10}",
});

/** Host that must answer. */
export type VerifySetting = z.output<typeof verifyOptions>;

/** Settings about the guest, of an exposure or at the top of a file. */
export interface GuestSettings {
  readonly guest?: z.output<typeof guest> | undefined;
  readonly verify?: z.output<typeof verify> | undefined;
}

/** Guest configuration of an exposure: its own, or that at the top of the file. */
export function guestOf(exposure: GuestSettings, top: GuestSettings): GuestSetting {
  const given = exposure.guest ?? top.guest ?? "none";
  return typeof given === "string" ? { delivery: given } : given;
}

/** Host that must answer an exposure, its own or that at the top of the file; undefined where none must. */
export function verifyOf(exposure: GuestSettings, top: GuestSettings): VerifySetting | undefined {
  const given = exposure.verify ?? top.verify ?? "none";
  return given === "none" ? undefined : given;
}
