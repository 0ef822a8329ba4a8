import * as fs from "node:fs/promises";

import { COMPARED_TYPES, type Part } from "./account";

/** Terraform's state, in a file on this machine. */
export class StateFile {
  public constructor(private readonly file: string) {}

  /** What Terraform knows of, of the types that are compared with the account. */
  public async parts(): Promise<Part[]> {
    // Empty until the first resource is made, and after a kill while Terraform wrote it.
    const text = await this.read();
    const { resources = [] } = text === "" ? {} : (JSON.parse(text) as State);
    return resources
      .filter(({ type }) => COMPARED_TYPES.has(type))
      .flatMap(({ type, instances }) => instances.map(({ attributes }) => ({ type, id: attributes.id })));
  }

  public async remove(): Promise<void> {
    await fs.rm(this.file);
  }

  /**
   * Puts the backup that Terraform made at the start of its last command in the place of the state, if that is empty: Terraform
   * empties the file before it writes it, and may be killed in between.
   *
   * @returns whether it was empty
   */
  public async restore(): Promise<boolean> {
    if ((await this.read()) !== "") return false;
    await fs.copyFile(`${this.file}.backup`, this.file);
    return true;
  }

  private async read(): Promise<string> {
    return fs.readFile(this.file, "utf8").catch(() => "");
  }
}

interface State {
  readonly resources?: readonly {
    readonly type: string;
    readonly instances: readonly { readonly attributes: { readonly id: string } }[];
  }[];
}
