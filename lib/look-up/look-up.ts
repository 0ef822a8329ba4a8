import { type TerraformDataSource, TerraformLocal } from "cdktf";
import { Construct } from "constructs";

import { hcl, type HclExpression, type HclValue, rawHcl } from "../terraform/hcl";

/** How a kind of look-up asks for its objects. */
interface LookUpOptions {
  /** Names the data sources and the local map: "instances". */
  readonly name: string;
  /** The attribute of the data source that holds the list of what was found. */
  readonly list: string;
  /** The attribute of a found object that it is indexed by. */
  readonly key: string;
  /** How many keys one request of the API takes. */
  readonly limit: number;
  /** Makes a data source that asks for these keys; more of them come until synthesis. */
  readonly dataSource: (scope: Construct, id: string, keys: () => string[]) => TerraformDataSource;
}

/**
 * The look-up of one kind of object for a whole stack: one data source asks for all keys (several, where the API limits
 * a request), and a local map holds the results by key, never by position. So the number of API calls does not grow
 * with the number of exposures, and adding one moves no other.
 */
export class KeyedLookUp extends Construct {
  private readonly groups: Set<string>[] = [];
  private readonly dataSources: TerraformDataSource[] = [];
  private readonly byKey: TerraformLocal;

  public constructor(
    scope: Construct,
    id: string,
    private readonly options: LookUpOptions,
  ) {
    super(scope, id);
    this.byKey = new TerraformLocal(new Construct(this, "Local"), options.name, {});
  }

  /** The map of what was found, by key. */
  public get map(): HclExpression {
    return hcl`${this.byKey.asString}`;
  }

  /**
   * An attribute of one object. It must have a value even where the object was not found: Terraform evaluates messages of
   * conditions that hold, and evaluates arguments when it destroys what was made for an object that is gone since.
   *
   * @param absent - the value when the object was not found
   */
  public attribute(key: string, name: string, absent: HclValue = ""): HclExpression {
    this.request(key);
    return hcl`try(${this.map}[${key}].${rawHcl(name)}, ${absent})`;
  }

  /** Whether the object was found. */
  public has(key: string): HclExpression {
    this.request(key);
    return hcl`contains(keys(${this.map}), ${key})`;
  }

  private request(key: string): void {
    if (this.groups.some((group) => group.has(key))) return;
    let group = this.groups.at(-1);
    if (group === undefined || group.size >= this.options.limit) {
      group = new Set();
      this.addGroup(group);
    }
    group.add(key);
  }

  private addGroup(group: Set<string>): void {
    const { name, list, key, dataSource } = this.options;
    this.groups.push(group);
    const id = this.groups.length === 1 ? name : `${name}_${this.groups.length}`;
    this.dataSources.push(dataSource(this, id, () => [...group].sort()));
    const maps = this.dataSources.map(
      ({ fqn }) => hcl`{for found in ${fqn}.${rawHcl(list)} : found.${rawHcl(key)} => found}`,
    );
    this.byKey.expression = maps.length === 1 ? maps[0] : hcl`merge(${maps}...)`;
  }
}
