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
import {
  appliesTo,
  type ExposureRow,
  isAllocationId,
  isDerived,
  type PrimaryVSwitch,
  rowObject,
  type StandaloneBlock,
  type StandaloneVSwitch,
  usesColumn,
} from "./exposure-row";
import { CHECK_OF_LOCAL, replaceLocal, type SelectedText, selectText } from "./terraform-text";

/** Checks of blocks and vSwitches; all others are checks of exposures. */
const BLOCK_CHECKS = [
  ...["block_same_vpc", "block_found", "block_allowed", "block_overlap"],
  ...["block_sibling_overlap", "block_quota", "ipv4_gateway"],
];
const VSWITCH_CHECKS = ["vswitch_shared", "vswitch_allowed"];
/** Checks of exposures whose guest script Cloud Assistant runs. */
const GUEST_CHECKS = ["guest_os", "guest_running"];

/** Whether a resource has one precondition for all checks or one for each: an unknown check leaves a common one unknown. */
export type PreconditionStyle = "together" | "separate";

/**
 * Table `local.exposures` of a stack, with the lookups and checks that the Terraform text of the module derives from it. The content of
 * the table at synthesis decides which parts of the text the stack gets.
 */
export class ExposureTable extends TerraformElement {
  private readonly rows = new Map<string, ExposureRow>();
  /** Addresses of EIPs that are not looked up, by key; tokens. */
  private readonly newAddresses = new Map<string, string>();
  private readonly instanceIds = new Set<string>();
  private readonly eips = new Set<string>();
  private readonly vswitchIds = new Set<string>();
  private readonly standaloneBlocks = new Map<string, StandaloneBlock>();
  private readonly standaloneVSwitches = new Map<string, StandaloneVSwitch>();
  private readonly primaryVSwitches = new Map<string, PrimaryVSwitch>();
  /** Checks of standalone blocks. */
  private readonly forced = new Set<string>();
  private readonly names = new Set<string>();
  private readonly used = new Set<string>();
  private blocksPerVpc = 0;

  /** Returns the table of the stack of a construct. */
  public static of(scope: Construct): ExposureTable {
    return stackSingleton(scope, "ExposureTable", (stack, id) => new ExposureTable(stack, id));
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.collisions() });
  }

  /** Reserves a key for an exposure: its ID, prefixed with those of its parents if the ID is taken. */
  public claimKey(scope: IConstruct, id: string): string {
    const ids = [...scope.node.path.split("/").slice(1), id];
    let key = id;
    for (let length = 2; this.rows.has(key); length++)
      key = length <= ids.length ? ids.slice(-length).join("_") : `${id}_${length}`;
    this.rows.set(key, {});
    return key;
  }

  /** Adds columns to the row of an exposure. */
  public set(key: string, row: ExposureRow): void {
    this.rows.set(key, { ...this.rows.get(key), ...row });
  }

  public get(key: string): ExposureRow {
    return this.rows.get(key) ?? {};
  }

  /** Sets the address of an EIP that is not looked up. */
  public setNewAddress(key: string, address: string): void {
    this.newAddresses.set(key, address);
  }

  /** Raises the number of blocks that a VPC may have. */
  public allowBlocks(perVpc: number): void {
    this.blocksPerVpc = Math.max(this.blocksPerVpc, perVpc);
  }

  /** Reserves a name for a block or a vSwitch: its range, with a qualifier if the range is taken. */
  public nameFor(column: "block" | "vswitch", range: string, qualifier: string): string {
    const name = this.names.has(`${column} ${range}`) ? `${qualifier} ${range}` : range;
    this.names.add(`${column} ${name}`);
    return name;
  }

  /**
   * Returns an attribute of an instance.
   *
   * @param absent - HCL of the value if the instance is not found
   */
  public instanceAttribute(instanceId: string, name: string, absent = '""'): HclExpression {
    this.instanceIds.add(instanceId);
    return this.attribute("instances", instanceId, name, absent);
  }

  /** Returns an attribute of an EIP, by its address or allocation ID; empty if it is not found. */
  public eipAttribute(eip: string, name: string): HclExpression {
    this.eips.add(eip);
    return this.attribute("eips", eip, name);
  }

  /** Returns an attribute of an existing vSwitch; empty if it is not found. */
  public vswitchAttribute(vswitchId: string, name: string): HclExpression {
    this.vswitchIds.add(vswitchId);
    return this.attribute("vswitches_by_id", vswitchId, name);
  }

  /** Returns an attribute of a secondary ENI in the VPCs of the table's instances; empty if it is not found. */
  public networkInterfaceAttribute(networkInterfaceId: string, name: string): HclExpression {
    return this.attribute("network_interfaces_by_id", networkInterfaceId, name);
  }

  /** Returns a looked-up attribute of an exposure: `found("web", "vpc_id")` is `local.found["web"].vpc_id`. */
  public found(key: string, attribute: string): HclExpression {
    return this.element("found", key, `.${attribute}`);
  }

  /** Returns an element of a local map of the text, or an attribute of the element. */
  public element(local: string, key: string, suffix = ""): HclExpression {
    this.use(local);
    return rawHcl(`local.${local}[${JSON.stringify(key)}]${suffix}`);
  }

  /** Returns the checks of an exposure as preconditions. */
  public exposurePreconditions(key: string, style: PreconditionStyle): Precondition[] {
    const checks = [...CHECK_OF_LOCAL.keys()].filter(
      (check) =>
        !BLOCK_CHECKS.includes(check) &&
        !VSWITCH_CHECKS.includes(check) &&
        this.isOn(check) &&
        appliesTo(check, this.get(key), key),
    );
    // The guest script may be configured later; its checks are then in the same list.
    const hasOneList = style === "together" && this.get(key).instance_id !== undefined;
    const later = hasOneList ? GUEST_CHECKS.filter((check) => this.isOn(check)) : [];
    return this.preconditions("problems", key, [...checks, ...later], style);
  }

  /**
   * Returns the checks of a block as preconditions.
   *
   * @param keys - keys of the exposures in it
   */
  public blockPreconditions(name: string, keys: readonly string[], style: PreconditionStyle): Precondition[] {
    return this.preconditions("block_problems", name, this.blockChecks(keys), style);
  }

  private blockChecks(keys: readonly string[]): string[] {
    const applies = (check: string) => keys.some((key) => appliesTo(check, this.get(key), key));
    return BLOCK_CHECKS.filter((check) => this.isOn(check) && applies(check));
  }

  /**
   * Returns the checks of a vSwitch as preconditions.
   *
   * @param keys - keys of the exposures in it
   * @param isShared - whether these have several instances
   * @param isInExistingBlock - whether to include the checks of its block, which has no resource
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
   * Adds a block that belongs to no exposure.
   *
   * @param name - name in its Terraform address
   * @returns its checks as preconditions
   */
  public declareBlock(name: string, block: StandaloneBlock): Precondition[] {
    this.standaloneBlocks.set(name, block);
    const checks = [
      ...(Token.isUnresolved(block.range) ? ["block_allowed"] : []),
      ...(block.vpcId === "" ? [] : ["block_overlap", "block_quota", "ipv4_gateway"]),
    ].filter((check) => this.isOn(check));
    for (const check of checks) this.forced.add(check);
    return this.preconditions("block_problems", name, checks, "together");
  }

  /**
   * Adds a vSwitch that belongs to no exposure.
   *
   * @param name - name in its Terraform address
   * @returns its checks as preconditions
   */
  public declareVSwitch(name: string, vswitch: StandaloneVSwitch): Precondition[] {
    this.standaloneVSwitches.set(name, vswitch);
    const isChecked = Token.isUnresolved(vswitch.range) || Token.isUnresolved(vswitch.block);
    return isChecked && this.isOn("vswitch_allowed")
      ? this.preconditions("", name, ["vswitch_allowed"], "separate")
      : [];
  }

  /**
   * Adds a vSwitch 1 in a VPC that is looked up.
   *
   * @param name - name in its Terraform address
   * @returns its check as a precondition
   */
  public declarePrimaryVSwitch(name: string, vswitch: PrimaryVSwitch): Precondition[] {
    if (!this.isOn("primary_vswitch_placed")) return [];
    this.primaryVSwitches.set(name, vswitch);
    return this.preconditions("", name, ["primary_vswitch_placed"], "separate");
  }

  /** Returns one check of an exposure as a precondition; none if it does not apply. */
  public checkPreconditions(check: string, key: string): Precondition[] {
    const applies = this.isOn(check) && appliesTo(check, this.get(key), key);
    return applies ? this.preconditions("", key, [check], "separate") : [];
  }

  public override toTerraform(): object {
    const { locals, data } = this.selected();
    if (Object.keys(locals).length === 0) return {};
    return {
      locals: {
        ...locals,
        exposures: Object.fromEntries([...this.rows].map(([key, row]) => [key, rowObject(row)])),
        ...("block_quota" in locals && { blocks_per_vpc: this.blocksPerVpc }),
        ...(this.hasStandaloneBlocks() && {
          standalone_blocks: Object.fromEntries(
            [...this.standaloneBlocks].map(([name, { range, vpcId }]) => [
              name,
              { range, vpc_id: vpcId, late: Token.isUnresolved(range) },
            ]),
          ),
        }),
        ...(this.hasStandaloneVSwitches() && {
          standalone_vswitches: Object.fromEntries(this.standaloneVSwitches),
        }),
        ...(this.primaryVSwitches.size > 0 && {
          primary_vswitches: Object.fromEntries(this.primaryVSwitches),
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

  /** Adds a local value of the text to the stack. */
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
      ...["exposures", "blocks_per_vpc", "new_addresses"],
      ...["standalone_blocks", "standalone_vswitches", "primary_vswitches"],
    ]);
    const selected = selectText(this.used, this.features(), own);
    return { locals: this.withExtras(this.renamed(selected.locals)), data: selected.data };
  }

  /** Replaces `local.nics` and `local.rows` by the table, if each exposure has a NIC of its own and every column. */
  private renamed(locals: SelectedText["locals"]): SelectedText["locals"] {
    const isShared = [...this.rows.values()].some((row) => row.nic_of !== undefined);
    const withoutNics = isShared ? locals : replaceLocal(locals, "nics", "rows");
    return withoutNics.rows?.includes("= null") === true
      ? withoutNics
      : replaceLocal(withoutNics, "rows", "exposures");
  }

  /** Adds the IDs that only constructs outside the table look up. */
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

  /** Returns the features of the text that the table needs. */
  private features(): ReadonlySet<string> {
    const rows = [...this.rows];
    const some = (test: (row: ExposureRow, key: string) => boolean) =>
      rows.some(([key, row]) => test(row, key));
    const names = (column: "block" | "vswitch") =>
      rows.flatMap(([, row]) => row[column] ?? []).filter((name) => name.includes(" "));
    const eips = [...rows.flatMap(([, row]) => row.eip ?? []), ...this.eips];
    const features: Readonly<Record<string, boolean>> = {
      declared_instance: some(usesColumn("declared_instance")),
      instance: some(usesColumn("instance_id")) || this.instanceIds.size > 0,
      eip: some(usesColumn("eip")) || this.eips.size > 0,
      vpc:
        some((row) => row.instance_id !== undefined || row.vpc_id !== undefined) ||
        this.hasStandaloneBlocks(),
      vpc_id: some(usesColumn("vpc_id")),
      vpc_cidr_block: some(usesColumn("vpc_cidr_block")),
      zone_id: some(usesColumn("zone_id")),
      nic_of: some(usesColumn("nic_of")),
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
      standalone_block: this.hasStandaloneBlocks(),
      primary_vswitch: this.primaryVSwitches.size > 0,
      standalone_vswitch: some(usesColumn("standalone_vswitch")),
      late_block:
        this.newAddresses.size > 0 ||
        (this.hasStandaloneBlocks() &&
          [...this.standaloneBlocks.values()].some(({ range }) => Token.isUnresolved(range))),
      vswitch_shared: this.isOn("vswitch_shared") && this.used.has("vswitch_problems"),
    };
    const checks = [...CHECK_OF_LOCAL.keys()].filter(
      (check) =>
        this.forced.has(check) || (this.isOn(check) && some((row, key) => appliesTo(check, row, key))),
    );
    return new Set([...Object.keys(features).filter((name) => features[name]), ...checks]);
  }

  private hasStandaloneBlocks(): boolean {
    return this.standaloneBlocks.size > 0 && this.forced.size > 0;
  }

  /** Whether a check needs the range of a standalone vSwitch. */
  private hasStandaloneVSwitches(): boolean {
    return (
      this.used.has("vswitch_allowed") ||
      [...this.rows.values()].some((row) => row.standalone_vswitch !== undefined)
    );
  }

  /** Whether two blocks that the stack creates may overlap, despite the planner. */
  private mayOverlap(): boolean {
    const rows = [...this.rows].filter(([, { block }]) => block !== undefined);
    const standalone = [...this.standaloneBlocks.values()].map(({ range }) => range);
    if (new Set(rows.map(([, { block }]) => block)).size + standalone.length < 2) return false;
    if (rows.some(([key, row]) => isDerived(row, key))) return true;
    if (standalone.some((range) => Token.isUnresolved(range))) return true;
    // Blocks in different VPCs never overlap.
    const vpcIds = new Set(rows.map(([, row]) => row.vpc_id));
    const groups =
      standalone.length > 0 || vpcIds.has(undefined)
        ? [rows]
        : [...vpcIds].map((id) => rows.filter(([, row]) => row.vpc_id === id));
    return groups.some((group) => {
      const names = new Set(group.map(([, { block = "" }]) => block));
      const texts = [...[...names].map((name) => name.split(" ").at(-1) ?? ""), ...standalone];
      return Ipv4Cidr.someOverlap(texts.map((text) => Ipv4Cidr.parse(text)));
    });
  }

  /** Returns an error for each local value and data source of the stack with a name that the text needs. */
  private collisions(): string[] {
    const { locals = {}, data = {} } = this.toTerraform() as Partial<SelectedText>;
    const taken = (construct: TerraformElement): string | undefined => {
      const name = construct.friendlyUniqueId;
      if (construct instanceof TerraformLocal)
        return Object.hasOwn(locals, name) ? `the local value ${name}` : undefined;
      if (!TerraformDataSource.isTerraformDataSource(construct)) return undefined;
      const type = construct.terraformResourceType;
      return Object.hasOwn(data[type] ?? {}, name) ? `the data source ${type}.${name}` : undefined;
    };
    return TerraformStack.of(this)
      .node.findAll()
      .flatMap((construct) => {
        const what = TerraformElement.isTerraformElement(construct) ? taken(construct) : undefined;
        return what === undefined
          ? []
          : [`${construct.node.path}: ${what} is reserved for the exposures of this stack; use another ID`];
      });
  }
}
