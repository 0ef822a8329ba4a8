import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { App } from "cdktf";

import { renderGuestFile } from "../../guest/render";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { guestOf } from "../configuration/schema/guest-schema";
import { omitUndefined } from "../omit-undefined";
import { exposureStacksOf } from "../stack/exposure-stack";

/** File with the guest script, for running it by hand in an instance. */
export interface GuestFile {
  /** Key of the exposure. */
  readonly key: string;
  readonly content: string;
  /** Arguments of the script that configure the NIC. */
  readonly options: string;
}

/** Returns the files of the exposures with `guest: file`. */
export function guestFiles(configuration: Configuration): GuestFile[] {
  return Object.entries(configuration.exposures).flatMap(([key, exposure]) => {
    const { delivery, manager, mtu, waitSeconds } = guestOf(exposure, configuration);
    if (delivery !== "file") return [];
    const { eip } = exposure;
    const address = "address" in eip ? eip.address.toString() : undefined;
    const content = renderGuestFile(omitUndefined({ eip: address, manager, mtu, waitSeconds }));
    return [{ key, content, options: address === undefined ? "up --eip <address of the EIP>" : "up" }];
  });
}

/** Returns the path of an exposure's file, relative to the folder of its stack. */
export function guestFilePath(key: string): string {
  return path.join(GUEST_FOLDER, `${key}.sh`);
}

/** Writes the guest files of each stack beside its `cdk.tf.json`. */
export function writeGuestFiles(app: App): void {
  for (const stack of exposureStacksOf(app)) {
    const folder = path.dirname(path.join(app.outdir, app.manifest.forStack(stack).synthesizedStackPath));
    for (const { key, content } of guestFiles(stack.configuration)) {
      const file = path.join(folder, guestFilePath(key));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      chmodSync(file, 0o755);
    }
  }
}

/** Folder of the guest files, in the folder of a stack. */
export const GUEST_FOLDER = "guest";
