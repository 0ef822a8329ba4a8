import { Token } from "cdktf";

import { type GuestNetworkManager, renderGuestUserData } from "../../guest/render";
import { omitUndefined } from "../omit-undefined";
import type { IEip } from "../resources/eip";
import { hcl } from "../terraform/expression";

/** Options of user data that configures NICs. */
export interface GuestUserDataOptions {
  /**
   * Network manager that persists the configuration across reboots.
   * @default "auto", the script detects it
   */
  readonly manager?: GuestNetworkManager;
  /**
   * MTU of the NICs in bytes.
   * @default 1500
   */
  readonly mtu?: number;
}

/**
 * Returns user data with which an instance that the stack creates configures the NICs of its exposures. It does not depend on the ENIs,
 * which Terraform creates later: the instance waits for them in the background, and finds them by the EIPs.
 *
 * @param eips - EIPs that are exposed on the instance; at least one
 * @throws GuestScriptError if they are too many for user data
 */
export function guestUserData(eips: readonly IEip[], { manager, mtu }: GuestUserDataOptions = {}): string {
  const addresses = eips.map(({ ipAddress }) => shellValue(ipAddress));
  return hcl`${renderGuestUserData(addresses, omitUndefined({ manager, mtu }))}`.toString();
}

/**
 * Returns a value for the inside of single quotes in a shell script. Rendering quotes literals. For a token, the returned expression
 * escapes quotes as `quoteForShell` does, so that no response of an API can end the quotes.
 */
export function shellValue(text: string): string {
  return Token.isUnresolved(text) ? hcl`replace(${text}, "'", "'\\\\''")`.toString() : text;
}
