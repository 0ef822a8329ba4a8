import { type Report, suggest } from "./fields";
import { fits, isMapping, jsonSchemaOfType, nameOfTerraformType, type TerraformType } from "./value-types";

/** Arguments of a block of Terraform, and the blocks in it, which a configuration file has as mappings. */
export interface ArgumentBlock {
  /** Types that each argument may have; at least one. */
  readonly types: Readonly<Record<string, readonly TerraformType[]>>;
  /** Arguments that the block requires. */
  readonly required: readonly string[];
  readonly blocks: Readonly<Record<string, ArgumentBlock>>;
}

/** Owner of arguments, and what it refuses in this file. */
export interface ArgumentOwner {
  /** Name in messages: `the provider`. */
  readonly name: string;
  /** Problem with this argument, although it exists, and what to do instead; undefined for all others. */
  refusal(argument: string): Refusal | undefined;
  /** Advice for a URL with a password. */
  readonly insteadOfPassword: string;
}

interface Refusal {
  readonly problem: string;
  readonly advice: string;
}

/** More names than this are not listed in a message. */
const MOST_LISTED = 24;

/** Checks the names and the types of arguments; their values are Terraform's to judge. */
export function checkArguments(
  given: Readonly<Record<string, unknown>>,
  block: ArgumentBlock,
  owner: ArgumentOwner,
  report: Report,
): void {
  for (const [name, value] of Object.entries(given)) {
    const refusal = owner.refusal(name);
    if (refusal !== undefined) {
      report([name], refusal.problem, { aboutKey: true, remedy: { advice: refusal.advice } });
    } else if (Object.hasOwn(block.blocks, name)) {
      checkBlock(name, value, block.blocks[name] ?? block, owner, report);
    } else if (Object.hasOwn(block.types, name)) {
      checkValue(name, value, block.types[name] ?? [], owner, report);
    } else {
      reportUnknown(name, block, owner, report);
    }
  }
  const missing = block.required.filter((required) => !Object.hasOwn(given, required));
  if (missing.length === 0) return;
  // A misspelt argument has been reported; that it is missing is no second issue.
  const meant = Object.keys(given).map((name) => suggest(name, knownNames(block, owner)));
  for (const name of missing.filter((required) => !meant.includes(required))) {
    const allowed = allowedFor(name, block, owner);
    report([name], `${name} is missing`, { allowed, remedy: { advice: `add ${name}` } });
  }
}

function allowedFor(name: string, { types, blocks }: ArgumentBlock, owner: ArgumentOwner): string {
  const block = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
  return block === undefined ? namesOfTypes(types[name] ?? []) : `a mapping of ${namesOf(block, owner)}`;
}

function namesOfTypes(types: readonly TerraformType[]): string {
  return types.map(nameOfTerraformType).join(" or ");
}

function checkBlock(
  name: string,
  value: unknown,
  block: ArgumentBlock,
  owner: ArgumentOwner,
  report: Report,
): void {
  if (isMapping(value)) {
    checkArguments(value, block, owner, (path, ...issue) => {
      report([name, ...path], ...issue);
    });
  } else {
    report([name], "", { needs: "a mapping", allowed: `a mapping of ${namesOf(block, owner)}` });
  }
}

function checkValue(
  name: string,
  value: unknown,
  types: readonly TerraformType[],
  owner: ArgumentOwner,
  report: Report,
): void {
  if (!types.some((type) => fits(value, type))) {
    const needs = namesOfTypes(types);
    report([name], "", { needs, allowed: needs });
  } else if (typeof value === "string" && hasPassword(value)) {
    report([name], CREDENTIAL_PROBLEM, { remedy: { advice: owner.insteadOfPassword } });
  }
}

function reportUnknown(name: string, block: ArgumentBlock, owner: ArgumentOwner, report: Report): void {
  const didYouMean = suggest(name, knownNames(block, owner));
  report([name], `unknown argument of ${owner.name}`, {
    aboutKey: true,
    allowed: namesOf(block, owner),
    remedy: didYouMean === undefined ? { advice: "remove it" } : { didYouMean },
  });
}

/** JSON Schema of a mapping of the arguments that a configuration file may have. */
export function jsonSchemaOf(block: ArgumentBlock, owner: ArgumentOwner): object {
  const properties = knownNames(block, owner).map((name) => {
    const inner = Object.hasOwn(block.blocks, name) ? block.blocks[name] : undefined;
    const types = (block.types[name] ?? []).map(jsonSchemaOfType);
    const description = `Argument ${name} of ${owner.name}.`;
    if (inner !== undefined) return [name, { description, ...jsonSchemaOf(inner, owner) }];
    return [name, { description, ...(types.length === 1 ? types[0] : { anyOf: types }) }];
  });
  return {
    ...{ type: "object", properties: Object.fromEntries(properties) as unknown, additionalProperties: false },
    ...(block.required.length > 0 && { required: block.required }),
  };
}

/** Lists the arguments that a configuration file may have, for messages. */
export function namesOf(block: ArgumentBlock, owner: ArgumentOwner): string {
  const names = knownNames(block, owner);
  const listed = names.slice(0, MOST_LISTED).join(", ");
  if (names.length === 0) return "no arguments";
  return names.length > MOST_LISTED ? `${listed} and ${names.length - MOST_LISTED} more` : listed;
}

function knownNames({ types, blocks }: ArgumentBlock, owner: ArgumentOwner): string[] {
  return [...Object.keys(types), ...Object.keys(blocks)].filter((name) => owner.refusal(name) === undefined);
}

/** Alternatives to a credential of Alibaba Cloud in the file, by the plain name of the credential. */
const INSTEAD: Readonly<Record<string, string>> = {
  accesskey: "set ALIBABA_CLOUD_ACCESS_KEY_ID in the environment of Terraform, or use a profile or a role",
  secretkey:
    "set ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment of Terraform, or use a profile or a role",
  securitytoken:
    "set ALIBABA_CLOUD_SECURITY_TOKEN in the environment of Terraform, or use a profile or a role",
  oidctoken: "set oidc_token_file to the file that has it",
};

const SYNONYMS: Readonly<Record<string, string>> = {
  accesskeyid: "accesskey",
  accesskeysecret: "secretkey",
  secretaccesskey: "secretkey",
  ststoken: "securitytoken",
};

/** Problem with a credential in the file. */
export const CREDENTIAL_PROBLEM = "credentials do not belong in this file";

/** Finds the alternative to a key that names a credential of Alibaba Cloud, in any spelling. */
export function insteadOfCredential(key: string): string | undefined {
  const plain = key.toLowerCase().replaceAll(/[-_]/g, "");
  const name = Object.hasOwn(SYNONYMS, plain) ? SYNONYMS[plain] : plain;
  return name !== undefined && Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
}

/** Tells whether the text is a URL with a password. */
function hasPassword(text: string): boolean {
  return /:\/\/[^/\s]*:[^/\s]*@/.test(text);
}
