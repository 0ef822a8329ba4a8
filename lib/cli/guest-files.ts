import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { App } from "cdktf";

import { renderGuestFile } from "../../guest/render";
import type { Configuration } from "../configuration/schema/configuration-schema";
import { guestOf } from "../configuration/schema/guest-schema";
import { omitUndefined } from "../omit-undefined";
import { exposureStacksOf } from "../stack/exposure-stack";

/** A file with the guest script, to be copied into an instance and run there by hand. */
export interface GuestFile {
  /** The exposure that it is for, by its key. */
  readonly key: string;
  readonly content: string;
  /** What follows the name of the file, so that the NIC is configured. */
  readonly options: string;
}

/** The files for the exposures whose settings ask for one. */
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

/** Where the file of an exposure is, relative to the folder of its stack. */
export function guestFilePath(key: string): string {
  return path.join(GUEST_FOLDER, `${key}.sh`);
}

/** Writes the files of each stack beside its `cdk.tf.json`. */
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

/** Folder of the files, in that of a stack. */
export const GUEST_FOLDER = "guest";
