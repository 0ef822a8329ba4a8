import { existsSync } from "node:fs";
import * as path from "node:path";

import { IS_ROOT, whyNoNamespaces } from "../../../emulator/src/namespaces/requirements";
import { requirement } from "../../../testing/requirements";

// A lab is a world of its own, like the one behind the emulator's API.
export { eventually, World as Lab, WORLD_FOLDER as LAB_FOLDER } from "../../../emulator/src/namespaces/world";

/** Network, mount and process namespaces, as root or in a user namespace. */
export const namespaces = requirement("network namespaces", whyNoNamespaces);

/** What the daemons of an image need besides namespaces: they change to users of their own. */
export const root = requirement("root", () => (IS_ROOT ? undefined : "not root; run as root"));

/**
 * Root folder of another image, as debootstrap makes it, whose programs instances have instead of those of the machine
 * (docs/reference/testing.md).
 */
export const IMAGE = process.env.EXPOSED_EIP_GUEST_IMAGE ?? "/";

/** Programs of a Debian package on the machine. */
export const programs = programsBelow("/");

/** Programs of a Debian package in the instances. */
export const guestPrograms = programsBelow(IMAGE);

function programsBelow(rootFolder: string) {
  return (debianPackage: string, ...paths: readonly string[]) => {
    const files = paths.map((file) => path.join(rootFolder, file));
    return requirement(debianPackage, () => {
      const absent = files.filter((file) => !existsSync(file));
      return absent.length === 0 ? undefined : `no ${absent.join(", ")}; apt-get install ${debianPackage}`;
    });
  };
}

/** What every lab is made with. */
export const LAB_PROGRAMS = [
  programs("dash", "/usr/bin/dash"),
  programs("iproute2", "/usr/sbin/ip"),
  programs("nftables", "/usr/sbin/nft"),
  programs("iputils-ping", "/usr/bin/ping"),
  programs("curl", "/usr/bin/curl"),
];
