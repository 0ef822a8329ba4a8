import { Token } from "cdktf";

import { type GuestNetworkManager, renderGuestUserData } from "../../guest/render";
import { omitUndefined } from "../omit-undefined";
import type { IEip } from "../resources/eip";
import { hcl } from "../terraform/expression";

/** How the NICs of an instance are configured by its user data. */
export interface GuestUserDataOptions {
  /**
   * What keeps the configuration over reboots.
   * @default "auto": the script finds it
   */
  readonly manager?: GuestNetworkManager;
  /**
   * MTU of the NICs in bytes.
   * @default 1500
   */
  readonly mtu?: number;
}

/**
 * User data with which an instance that the stack makes configures the NICs of its exposures by itself. Nothing in it depends
 * on the ENIs, which can only be made and attached afterwards: the instance finds them by the EIPs, and waits for them in the
 * background.
 *
 * @param eips - the EIPs that are exposed on the instance; at least one
 * @throws GuestScriptError when there are too many of them for user data
 */
export function guestUserData(eips: readonly IEip[], { manager, mtu }: GuestUserDataOptions = {}): string {
  const addresses = eips.map(({ ipAddress }) => shellValue(ipAddress));
  return hcl`${renderGuestUserData(addresses, omitUndefined({ manager, mtu }))}`.toString();
}

/**
 * A value for the inside of quotes of a shell, `'…'`. A plain text is returned as it is, since it is quoted at synth; in one
 * that only Terraform knows, Terraform does what `quoteForShell` does: no metadata and no answer of the API ends the quotes.
 */
export function shellValue(text: string): string {
  return Token.isUnresolved(text) ? hcl`replace(${text}, "'", "'\\\\''")`.toString() : text;
}
