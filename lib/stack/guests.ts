import { guestOf, type GuestSetting, verifyOf } from "../configuration/schema/guest";
import type { ExposedEip } from "../exposed-eip";
import { GuestConfiguration } from "../guest/guest-configuration";
import { guestUserData } from "../guest/user-data";
import { omitUndefined } from "../omit-undefined";
import { childScope } from "../terraform/constructs";
import type { ExposureStack } from "./exposure-stack";
import type { Preparations } from "./preparations";

/** What the outputs say of the guests, by the keys of the exposures that Cloud Assistant configures. */
export type GuestOutputs = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Lets Cloud Assistant, or the user data of instances that are made, run the guest script where the settings ask for it. */
export function configureGuests(stack: ExposureStack, preparations: Preparations | undefined): GuestOutputs {
  const { fleet } = stack;
  for (const [name, instance] of preparations?.instances ?? []) {
    const exposed = exposuresByUserData(stack, name);
    const [first] = exposed;
    if (first === undefined) continue;
    // The options are the same for all exposures of an instance: the configuration has been checked for that.
    const { manager, mtu } = first.guest;
    const eips = exposed.map(({ exposure }) => exposure.eip);
    instance.setUserData(guestUserData(eips, omitUndefined({ manager, mtu })));
  }
  return new Map(
    [...fleet.exposures].flatMap(([key, exposure]) => {
      const guest = configureGuest(stack, key, exposure);
      if (guest === undefined) return [];
      const { status, verification } = guest;
      return [[key, { guest_status: status, ...omitUndefined({ verification_status: verification }) }]];
    }),
  );
}

/** The exposures on an instance of the preparations whose NICs its user data configures. */
function exposuresByUserData(
  { configuration, fleet }: ExposureStack,
  prepared: string,
): { readonly exposure: ExposedEip; readonly guest: GuestSetting }[] {
  return [...fleet.exposures].flatMap(([key, exposure]) => {
    const settings = configuration.exposures[key];
    if (settings === undefined || typeof settings.instance === "string") return [];
    const guest = guestOf(settings, configuration);
    const isMeant = settings.instance.prepared === prepared && guest.delivery === "user-data";
    return isMeant ? [{ exposure, guest }] : [];
  });
}

function configureGuest(
  stack: ExposureStack,
  key: string,
  exposure: ExposedEip,
): GuestConfiguration | undefined {
  const { configuration } = stack;
  const settings = configuration.exposures[key] ?? {};
  const { delivery, ...options } = guestOf(settings, configuration);
  if (delivery !== "cloud-assistant") return undefined;
  const verify = verifyOf(settings, configuration);
  // Beside the exposure and not in it: what protects the exposure from being replaced must not keep a command from being so.
  return new GuestConfiguration(childScope(stack, "Guests"), key, {
    exposure,
    name: key,
    ...omitUndefined(options),
    ...(verify === undefined
      ? {}
      : { verify: { target: verify.target.toString(), ...omitUndefined({ port: verify.port }) } }),
  });
}
