import type { Construct } from "constructs";

import type { Configuration } from "../configuration/schema/configuration-schema";
import { guestOf, type GuestSetting, verifyOf } from "../configuration/schema/guest-schema";
import type { ExposedEip } from "../exposed-eip";
import type { ExposedEips } from "../exposed-eips";
import { GuestConfiguration } from "../guest/guest-configuration";
import { guestUserData } from "../guest/user-data";
import { omitUndefined } from "../omit-undefined";
import { childScope } from "../terraform/constructs";
import type { Preparations } from "./preparations";

/** Stack of a configuration file, as far as guests are concerned. */
interface GuestStack {
  readonly configuration: Configuration;
  readonly fleet: ExposedEips;
  readonly preparations: Preparations | undefined;
}

/** Outputs about the guests, by the keys of the exposures that Cloud Assistant configures. */
export type GuestOutputs = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Runs the guest script by Cloud Assistant, or by the user data of new instances, according to the settings. */
export function configureGuests(scope: Construct, stack: GuestStack): GuestOutputs {
  const { fleet, preparations } = stack;
  for (const [name, instance] of preparations?.instances ?? []) {
    const exposed = exposuresByUserData(stack, name);
    const [first] = exposed;
    if (first === undefined) continue;
    // The options are the same for all exposures of an instance, which a rule of the configuration checks.
    const { manager, mtu } = first.guest;
    const eips = exposed.map(({ exposure }) => exposure.eip);
    instance.setUserData(guestUserData(eips, omitUndefined({ manager, mtu })));
  }
  return new Map(
    [...fleet.exposures].flatMap(([key, exposure]) => {
      const guest = configureGuest(scope, stack.configuration, key, exposure);
      if (guest === undefined) return [];
      const { status, verification } = guest;
      return [[key, { guest_status: status, ...omitUndefined({ verification_status: verification }) }]];
    }),
  );
}

/** Exposures on an instance of the preparations whose NICs its user data configures. */
function exposuresByUserData(
  { configuration, fleet }: GuestStack,
  prepared: string,
): { readonly exposure: ExposedEip; readonly guest: GuestSetting }[] {
  return [...fleet.exposures].flatMap(([key, exposure]) => {
    const settings = configuration.exposures[key];
    if (settings === undefined || typeof settings.instance === "string") return [];
    const guest = guestOf(settings, configuration);
    const isConfigured = settings.instance.prepared === prepared && guest.delivery === "user-data";
    return isConfigured ? [{ exposure, guest }] : [];
  });
}

function configureGuest(
  scope: Construct,
  configuration: Configuration,
  key: string,
  exposure: ExposedEip,
): GuestConfiguration | undefined {
  const settings = configuration.exposures[key] ?? {};
  const { delivery, ...options } = guestOf(settings, configuration);
  if (delivery !== "cloud-assistant") return undefined;
  const verify = verifyOf(settings, configuration);
  // A sibling of the exposure: `preventDestroy` of the exposure must not block the replacement of a command.
  return new GuestConfiguration(childScope(scope, "Guests"), key, {
    exposure,
    name: key,
    ...omitUndefined(options),
    ...(verify === undefined
      ? {}
      : { verify: { target: verify.target.toString(), ...omitUndefined({ port: verify.port }) } }),
  });
}
