import { renderGuestUserData } from "../../guest/render";
import type { GuestNetworkManager } from "../../guest/render";
import { given } from "../given";
import type { IEip } from "../references/eip";
import { hcl } from "../terraform/hcl";
import { shellValue } from "./shell-value";

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
  return hcl`${renderGuestUserData(addresses, given({ manager, mtu }))}`.toString();
}
