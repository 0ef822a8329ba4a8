import {
  type Precondition,
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformStack,
  Token,
} from "cdktf";
import type { Construct, IConstruct } from "constructs";

import { Ipv4Cidr } from "../ipv4";
import { stackSingleton } from "../terraform/constructs";
import { type HclExpression, rawHcl } from "../terraform/expression";
import { isChecked } from "./checks";
import { appliesTo, type ExposureRow, isDerived, rowObject, usesColumn } from "./exposure-row";
import { CHECK_OF_LOCAL, type SelectedText, selectText } from "./terraform-text";

/** Checks of a block and of a vSwitch; all others are of an exposure. */
const BLOCK_CHECKS = [
  ...["block_same_vpc", "block_found", "block_allowed", "block_overlap"],
  ...["block_sibling_overlap", "block_quota", "ipv4_gateway"],
];
const VSWITCH_CHECKS = ["vswitch_shared", "vswitch_allowed"];
/** Those of an exposure whose guest script Cloud Assistant runs. */
const GUEST_CHECKS = ["guest_os", "guest_running"];

/** A block that is declared apart from exposures. */
export interface GivenBlock {
  /** Range in canonical CIDR notation, or a token. */
  readonly range: string;
  /** The VPC, where it is looked up; else empty, and nothing is checked against it. */
  readonly vpcId: string;
}

/** A vSwitch that is declared apart from exposures. */
export interface GivenVSwitch {
  /** Range in canonical CIDR notation, or a token. */
  readonly range: string;
  /** Range of the block around it, or a token. */
  readonly block: string;
}

/** Whether the preconditions of a resource are one for all checks, or one for each: one that is unknown makes all unknown. */
export type PreconditionStyle = "together" | "separate";

/**
 * The table `local.exposures` of a stack, and what the Terraform text of the module makes of it: lookups, what they found, and
 * checks. Whatever is in the table when the stack is synthesized decides what of the text the stack gets.
 */
export class ExposureTable extends TerraformElement {
  private readonly rows = new Map<string, ExposureRow>();
  /** The addresses of EIPs that are not looked up, by key; tokens. */
  private readonly newAddresses = new Map<string, string>();
  private readonly instanceIds = new Set<string>();
  private readonly eips = new Set<string>();
  private readonly vswitchIds = new Set<string>();
  private readonly givenBlocks = new Map<string, GivenBlock>();
  private readonly givenVSwitches = new Map<string, GivenVSwitch>();
  /** Checks that are about something beside the exposures. */
  private readonly forced = new Set<string>();
  private readonly names = new Set<string>();
  private readonly used = new Set<string>();
  private blocksPerVpc = 0;

  /** The table of the stack that a construct is in. */
  public static of(scope: Construct): ExposureTable {
    return stackSingleton(scope, "ExposureTable", (stack, id) => new ExposureTable(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.collisions() });
  }

  /** A key for an exposure: its ID, with those of the constructs around it where another one has that. */
  public claimKey(scope: IConstruct, id: string): string {
    const ids = [...scope.node.path.split("/").slice(1), id];
    let key = id;
    for (let length = 2; this.rows.has(key); length++)
      key = length <= ids.length ? ids.slice(-length).join("_") : `${id}_${length}`;
    this.rows.set(key, {});
    return key;
  }

  /** Adds to what is known of an exposure. */
  public set(key: string, row: ExposureRow): void {
    this.rows.set(key, { ...this.rows.get(key), ...row });
  }

  public get(key: string): ExposureRow {
    return this.rows.get(key) ?? {};
  }

  /** Tells the address of an EIP that is not looked up. */
  public setNewAddress(key: string, address: string): void {
    this.newAddresses.set(key, address);
  }

  /** Raises the number of blocks that a VPC may have. */
  public allowBlocks(perVpc: number): void {
    this.blocksPerVpc = Math.max(this.blocksPerVpc, perVpc);
  }

  /** A name for a block or a vSwitch: its range, unless that is the name of another one. */
  public nameFor(column: "block" | "vswitch", range: string, qualifier: string): string {
    const name = this.names.has(`${column} ${range}`) ? `${qualifier} ${range}` : range;
    this.names.add(`${column} ${name}`);
    return name;
  }

  /**
   * An attribute of an instance, for whoever refers to it outside of an exposure; `absent` where it was not found.
   *
   * @param absent - HCL
   */
  public instanceAttribute(instanceId: string, name: string, absent = '""'): HclExpression {
    this.instanceIds.add(instanceId);
    return this.attribute("instances", instanceId, name, absent);
  }

  /** An attribute of an EIP, by its address or its allocation ID; empty where it was not found. */
  public eipAttribute(eip: string, name: string): HclExpression {
    this.eips.add(eip);
    return this.attribute("eips", eip, name);
  }

  /** An attribute of an existing vSwitch; empty where it was not found. */
  public vswitchAttribute(vswitchId: string, name: string): HclExpression {
    this.vswitchIds.add(vswitchId);
    return this.attribute("vswitches_by_id", vswitchId, name);
  }

  /** An attribute of a secondary ENI in the VPCs of the instances of the table; empty where it was not found. */
  public networkInterfaceAttribute(networkInterfaceId: string, name: string): HclExpression {
    return this.attribute("network_interfaces_by_id", networkInterfaceId, name);
  }

  /** What was found of an exposure: `found("web", "vpc_id")` is `local.found["web"].vpc_id`. */
  public found(key: string, attribute: string): HclExpression {
    return this.element("found", key, `.${attribute}`);
  }

  /** An element of a local map of the text, or an attribute of it. */
  public element(local: string, key: string, suffix = ""): HclExpression {
    this.use(local);
    return rawHcl(`local.${local}[${JSON.stringify(key)}]${suffix}`);
  }

  /** What must hold before something is made for an exposure: all checks that are about it. */
  public exposurePreconditions(key: string, style: PreconditionStyle): Precondition[] {
    const checks = [...CHECK_OF_LOCAL.keys()].filter(
      (check) =>
        !BLOCK_CHECKS.includes(check) &&
        !VSWITCH_CHECKS.includes(check) &&
        this.isOn(check) &&
        appliesTo(check, this.get(key), key),
    );
    // That the guest script runs may be said later; its checks are then in the same list.
    const hasOneList = style === "together" && this.get(key).instance_id !== undefined;
    const later = hasOneList ? GUEST_CHECKS.filter((check) => this.isOn(check)) : [];
    return this.preconditions("problems", key, [...checks, ...later], style);
  }

  /**
   * What must hold before a block is added.
   *
   * @param keys - the exposures in it
   */
  public blockPreconditions(name: string, keys: readonly string[], style: PreconditionStyle): Precondition[] {
    return this.preconditions("block_problems", name, this.blockChecks(keys), style);
  }

  private blockChecks(keys: readonly string[]): string[] {
    const isAbout = (check: string) => keys.some((key) => appliesTo(check, this.get(key), key));
    return BLOCK_CHECKS.filter((check) => this.isOn(check) && isAbout(check));
  }

  /**
   * What must hold before a vSwitch is made.
   *
   * @param keys - the exposures in it
   * @param isShared - whether these are of several instances
   * @param isInExistingBlock - whether what must hold of its block is to be checked here, since the block is not made
   */
  public vswitchPreconditions(
    name: string,
    keys: readonly string[],
    isShared: boolean,
    isInExistingBlock: boolean,
  ): Precondition[] {
    const checks = [
      ...(isShared && this.isOn("vswitch_shared") ? ["vswitch_shared"] : []),
      ...(isInExistingBlock ? this.blockChecks(keys) : []),
    ];
    return this.preconditions("vswitch_problems", name, checks, "together");
  }

  /**
   * Declares a block that is not one of an exposure.
   *
   * @param name - its name in Terraform addresses
   * @returns what must hold before it is added
   */
  public declareBlock(name: string, block: GivenBlock): Precondition[] {
    this.givenBlocks.set(name, block);
    const checks = [
      ...(Token.isUnresolved(block.range) ? ["block_allowed"] : []),
      ...(block.vpcId === "" ? [] : ["block_overlap", "block_quota", "ipv4_gateway"]),
    ].filter((check) => this.isOn(check));
    for (const check of checks) this.forced.add(check);
    return this.preconditions("block_problems", name, checks, "together");
  }

  /**
   * Declares a vSwitch that is not one of an exposure.
   *
   * @param name - its name in Terraform addresses
   * @returns what must hold before it is made
   */
  public declareVSwitch(name: string, vswitch: GivenVSwitch): Precondition[] {
    this.givenVSwitches.set(name, vswitch);
    const isChecked = Token.isUnresolved(vswitch.range) || Token.isUnresolved(vswitch.block);
    return isChecked && this.isOn("vswitch_allowed")
      ? this.preconditions("", name, ["vswitch_allowed"], "separate")
      : [];
  }

  /** One check of an exposure as a precondition. */
  public checkPreconditions(check: string, key: string): Precondition[] {
    const isAbout = this.isOn(check) && appliesTo(check, this.get(key), key);
    return isAbout ? this.preconditions("", key, [check], "separate") : [];
  }

  public override toTerraform(): object {
    const { locals, data } = this.selected();
    if (Object.keys(locals).length === 0) return {};
    return {
      locals: {
        ...locals,
        exposures: Object.fromEntries([...this.rows].map(([key, row]) => [key, rowObject(row)])),
        ...("block_quota" in locals && { blocks_per_vpc: this.blocksPerVpc }),
        ...(this.isGivenBlock() && {
          given_blocks: mapOf(this.givenBlocks, ({ range, vpcId }) => ({
            range,
            vpc_id: vpcId,
            late: Token.isUnresolved(range),
          })),
        }),
        ...(this.isGivenVSwitch() && {
          given_vswitches: mapOf(this.givenVSwitches, ({ range, block }) => ({ range, block })),
        }),
        ...(this.newAddresses.size > 0 && { new_addresses: Object.fromEntries(this.newAddresses) }),
      },
      data,
    };
  }

  /** Whether an exposure is in a block that its VPC has already. */
  public get hasExistingBlocks(): boolean {
    return [...this.rows.values()].some((row) => row.existing_block === true);
  }

  private attribute(local: string, key: string, name: string, absent = '""'): HclExpression {
    this.use(local);
    return rawHcl(`try(local.${local}[${JSON.stringify(key)}][0].${name}, ${absent})`);
  }

  /** Takes a local value of the text into the stack, for whatever refers to it. */
  public use(local: string): void {
    this.used.add(local);
  }

  private preconditions(
    list: string,
    key: string,
    checks: readonly string[],
    style: PreconditionStyle,
  ): Precondition[] {
    if (checks.length === 0) return [];
    if (style === "separate") {
      for (const check of checks) this.use(check);
      return checks.map((check) => {
        const verdict = `local.${check}[${JSON.stringify(key)}]`;
        return { condition: `\${${verdict}.holds}`, errorMessage: `\${${verdict}.problem}` };
      });
    }
    this.use(list);
    const problems = `local.${list}[${JSON.stringify(key)}]`;
    return [
      {
        condition: `\${length(${problems}) == 0}`,
        errorMessage: `\${join("\\n", ${problems})}`,
      },
    ];
  }

  /** Whether a check of the text is not skipped. */
  private isOn(check: string): boolean {
    return isChecked(this, CHECK_OF_LOCAL.get(check) ?? "");
  }

  private selected(): SelectedText {
    const own = new Set([
      ...["exposures", "blocks_per_vpc", "new_addresses", "given_blocks", "given_vswitches"],
    ]);
    const selected = selectText(this.used, this.features(), own);
    return { locals: this.withExtras(this.renamed(selected.locals)), data: selected.data };
  }

  /** Where every exposure says everything, the table needs no second form. */
  private renamed(locals: SelectedText["locals"]): SelectedText["locals"] {
    if (locals.rows?.includes("= null") === true) return locals;
    return Object.fromEntries(
      Object.entries(locals)
        .filter(([name]) => name !== "rows")
        .map(([name, expression]) => [name, expression.replaceAll(/\blocal\.rows\b/g, "local.exposures")]),
    );
  }

  /** With what is looked up for others than the exposures of the table. */
  private withExtras(locals: SelectedText["locals"]): SelectedText["locals"] {
    const others = (column: "instance_id" | "eip" | "vswitch_id", asked: ReadonlySet<string>) => {
      const inTable = new Set([...this.rows.values()].map((row) => row[column]));
      return [...asked].filter((id) => !inTable.has(id)).sort();
    };
    const eips = others("eip", this.eips);
    const extras: Readonly<Record<string, readonly string[]>> = {
      instance_ids: others("instance_id", this.instanceIds),
      vswitch_ids: others("vswitch_id", this.vswitchIds),
      eip_addresses: eips.filter((eip) => !isAllocationId(eip)),
      allocation_ids: eips.filter(isAllocationId),
    };
    return Object.fromEntries(
      Object.entries(locals).map(([name, expression]) => {
        const more = extras[name] ?? [];
        if (more.length === 0) return [name, expression];
        return [name, `\${distinct(concat(${expression.slice(2, -1)}, ${JSON.stringify(more)}))}`];
      }),
    );
  }

  /** What of the text the table is for. */
  private features(): ReadonlySet<string> {
    const rows = [...this.rows];
    const some = (test: (row: ExposureRow, key: string) => boolean) =>
      rows.some(([key, row]) => test(row, key));
    const names = (column: "block" | "vswitch") =>
      rows.flatMap(([, row]) => row[column] ?? []).filter((name) => name.includes(" "));
    const eips = [...rows.flatMap(([, row]) => row.eip ?? []), ...this.eips];
    const given: Readonly<Record<string, boolean>> = {
      declared_instance: some(usesColumn("declared_instance")),
      instance: some(usesColumn("instance_id")) || this.instanceIds.size > 0,
      eip: some(usesColumn("eip")) || this.eips.size > 0,
      vpc: some((row) => row.instance_id !== undefined || row.vpc_id !== undefined) || this.isGivenBlock(),
      vpc_id: some(usesColumn("vpc_id")),
      vpc_cidr_block: some(usesColumn("vpc_cidr_block")),
      zone_id: some(usesColumn("zone_id")),
      new_eip: this.newAddresses.size > 0,
      eip_address: eips.some((eip) => !isAllocationId(eip)),
      allocation_id: eips.some(isAllocationId),
      existing_block: some(usesColumn("existing_block")),
      existing_vswitch: some((row) => row.block === undefined),
      security_group_ids: some(usesColumn("security_group_ids")),
      guest: some(usesColumn("guest")),
      derived: some(isDerived),
      repeated_range: names("block").length + names("vswitch").length > 0,
      block_sibling_overlap: this.isOn("block_sibling_overlap") && this.mayOverlap(),
      given_block: this.isGivenBlock(),
      given_vswitch: some(usesColumn("given_vswitch")),
      late_block:
        this.newAddresses.size > 0 ||
        (this.isGivenBlock() &&
          [...this.givenBlocks.values()].some(({ range }) => Token.isUnresolved(range))),
      vswitch_shared: this.isOn("vswitch_shared") && this.used.has("vswitch_problems"),
    };
    const checks = [...CHECK_OF_LOCAL.keys()].filter(
      (check) =>
        this.forced.has(check) || (this.isOn(check) && some((row, key) => appliesTo(check, row, key))),
    );
    return new Set([...Object.keys(given).filter((name) => given[name]), ...checks]);
  }

  private isGivenBlock(): boolean {
    return this.givenBlocks.size > 0 && this.forced.size > 0;
  }

  /** Whether the range of a vSwitch that is declared apart matters to a check. */
  private isGivenVSwitch(): boolean {
    return (
      this.used.has("vswitch_allowed") ||
      [...this.rows.values()].some((row) => row.given_vswitch !== undefined)
    );
  }

  /** Whether two blocks that are added here may overlap: the planner keeps apart those that it plans together. */
  private mayOverlap(): boolean {
    const rows = [...this.rows].filter(([, { block }]) => block !== undefined);
    const given = [...this.givenBlocks.values()].map(({ range }) => range);
    if (new Set(rows.map(([, { block }]) => block)).size + given.length < 2) return false;
    if (rows.some(([key, row]) => isDerived(row, key))) return true;
    if (given.some((range) => Token.isUnresolved(range))) return true;
    // Blocks in different VPCs lie apart.
    const vpcIds = new Set(rows.map(([, row]) => row.vpc_id));
    const groups =
      given.length > 0 || vpcIds.has(undefined)
        ? [rows]
        : [...vpcIds].map((id) => rows.filter(([, row]) => row.vpc_id === id));
    return groups.some((group) => {
      const names = new Set(group.map(([, { block = "" }]) => block));
      const texts = [...[...names].map((name) => name.split(" ").at(-1) ?? ""), ...given];
      return Ipv4Cidr.someOverlap(texts.map((text) => Ipv4Cidr.parse(text)));
    });
  }

  /** What the stack has of its own under a name that the text needs. */
  private collisions(): string[] {
    const { locals = {}, data = {} } = this.toTerraform() as Partial<SelectedText>;
    const taken = (construct: TerraformElement): string | undefined => {
      const name = construct.friendlyUniqueId;
      if (construct instanceof TerraformLocal) return name in locals ? `the local value ${name}` : undefined;
      if (!TerraformDataSource.isTerraformDataSource(construct)) return undefined;
      const type = construct.terraformResourceType;
      return name in (data[type] ?? {}) ? `the data source ${type}.${name}` : undefined;
    };
    return TerraformStack.of(this)
      .node.findAll()
      .flatMap((construct) => {
        const what = TerraformElement.isTerraformElement(construct) ? taken(construct) : undefined;
        return what === undefined
          ? []
          : [
              `${construct.node.path}: ${what} is also one of the exposures of this stack; give it another ID`,
            ];
      });
  }
}

function isAllocationId(eip: string): boolean {
  return eip.startsWith("eip-");
}

function mapOf<Value>(
  values: ReadonlyMap<string, Value>,
  map: (value: Value) => object,
): Record<string, object> {
  return Object.fromEntries([...values].map(([name, value]) => [name, map(value)]));
}
