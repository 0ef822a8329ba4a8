import { refused } from "../errors";
import { transportParameters } from "../parameters";
import type { Action } from "./common";

/**
 * What becomes of a parameter, so that none is accepted and then ignored:
 * - `kept`: it is read back by another call;
 * - `names`: it says which resource the call is about, and one that is not there is refused;
 * - `filters`: what is listed has to have it;
 * - `pages`: it says which part of a list is answered;
 * - `effect`: what it does, in words;
 * - `only`: these values are taken, since the emulated cloud is so whatever they say; each other one is refused.
 */
export type Use =
  "kept" | "names" | "filters" | "pages" | { readonly effect: string } | { readonly only: readonly string[] };

/** The parameters of an action by name; `.N` stands for each number of a list, as in `Tag.N.Key`. */
export type ParameterTable = Readonly<Record<string, Use>>;

/** An action, and every parameter that it knows. Each other one is refused. */
export interface ActionDeclaration {
  readonly run: Action;
  readonly parameters: ParameterTable;
}

/** Some actions by the name that a request gives in `Action`. */
export type Actions = Readonly<Record<string, ActionDeclaration>>;

export const kept = (...names: string[]) => uses("kept", names);
export const names = (...parameters: string[]) => uses("names", parameters);
export const filters = (...parameters: string[]) => uses("filters", parameters);
export const effect = (text: string, ...parameters: string[]) => uses({ effect: text }, parameters);
/** @param values - the values that are taken */
export const only = (parameter: string, ...values: string[]) => uses({ only: values }, [parameter]);

/** A list by pages with numbers. */
export const numberedPages = uses("pages", ["PageNumber", "PageSize"]);
/** A list by pages with tokens. */
export const tokenPages = uses("pages", ["MaxResults", "NextToken"]);
export const keptTags = kept("Tag.N.Key", "Tag.N.Value");
export const tagFilters = filters("Tag.N.Key", "Tag.N.Value");

function uses(use: Use, parameters: readonly string[]): ParameterTable {
  return Object.fromEntries(parameters.map((name) => [name, use]));
}

/** What every action knows. The engine checks the region. */
const common: ParameterTable = {
  ...effect("of the request itself", ...transportParameters, "Action", "Version"),
  ...effect("another region is refused", "RegionId"),
  ...only("DryRun", "false"),
};

/**
 * Checks that a request has no parameter that would be ignored. An empty one is as good as absent, as elsewhere.
 * @throws ApiError `UnsupportedParameter` when the action does not know a parameter, or not with this value
 */
export function checkParameters(
  { parameters }: ActionDeclaration,
  values: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of values) {
    const use = useOf(parameters, name);
    if (use === undefined && value !== "") {
      throw refused("UnsupportedParameter", `The parameter ${name.slice(0, 100)} is not emulated.`);
    }
    if (typeof use !== "object" || !("only" in use) || value === "") continue;
    if (!use.only.some((taken) => taken.toLowerCase() === value.toLowerCase())) {
      throw refused(
        "UnsupportedParameter",
        `The parameter ${name} is emulated as ${use.only.join(", ")} only, not as ${value.slice(0, 60)}.`,
      );
    }
  }
}

function useOf(parameters: ParameterTable, name: string): Use | undefined {
  // A parameter that is really called `.N` would not be read.
  const declared = /\.N(?:\.|$)/.test(name) ? "" : name.replace(/\.\d{1,5}(?=\.|$)/g, ".N");
  return [parameters, common].find((table) => Object.hasOwn(table, declared))?.[declared];
}
