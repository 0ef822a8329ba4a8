import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ConfigurationError } from "../configuration/configuration-errors";
import { suggest } from "../configuration/schema/fields";
import { emptyStack, parseStack, StackFileError, type SynthesizedStack } from "../diff/synthesized-stack";

/** Two versions of a stack; one that is only in one version is empty in the other. */
export type StackPair = readonly [before: SynthesizedStack, after: SynthesizedStack];

/**
 * Reads two versions of what was synthesized, each a `cdk.tf.json`, the folder of a stack, or a whole output folder such as
 * `cdktf.out`. Two single stacks are compared whatever their names are; those of output folders, by name.
 *
 * @throws ConfigurationError when one of them is not what the synthesis writes
 */
export function stackPairs(before: string, after: string): StackPair[] {
  const [was, is] = [stackFiles(before), stackFiles(after)].map((files) => files.map(readStack));
  const [[onlyBefore], [onlyAfter]] = [was ?? [], is ?? []];
  if (!isOutputFolder(before) && !isOutputFolder(after) && onlyBefore && onlyAfter)
    return [[onlyBefore, onlyAfter]];
  const byName = (stacks: readonly SynthesizedStack[] = []) =>
    new Map(stacks.map((stack) => [stack.name, stack]));
  const [earlier, later] = [byName(was), byName(is)];
  const names = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return names.flatMap((name): StackPair[] => {
    const [one, other] = [earlier.get(name), later.get(name)];
    if (one === undefined) return other === undefined ? [] : [[emptyStack(other), other]];
    return [[one, other ?? emptyStack(one)]];
  });
}

/**
 * The pairs of the stack with this name in one of the two versions.
 *
 * @throws ConfigurationError when no stack has it
 */
export function pairsOfStack(pairs: readonly StackPair[], name: string, place: string): StackPair[] {
  const found = pairs.filter((versions) => versions.some((stack) => stack.name === name));
  if (found.length > 0) return found;
  const names = [...new Set(pairs.flat().map((stack) => stack.name))].sort();
  const didYouMean = suggest(name, names);
  throw new ConfigurationError(place, [
    {
      path: "",
      found: name,
      problem: "no stack of either version has this name",
      allowed: names.length === 0 ? "none: there is no stack" : names.join(", "),
      remedy: didYouMean === undefined ? { advice: "name one of these after --stack" } : { didYouMean },
    },
  ]);
}

function stackFiles(place: string): string[] {
  if (!existsSync(place)) {
    throw errorAbout(place, "there is no such file or folder", "synthesize first: npm run synth");
  }
  if (isOutputFolder(place)) {
    const stacks = path.join(place, "stacks");
    return readdirSync(stacks)
      .sort()
      .map((stack) => path.join(stacks, stack, "cdk.tf.json"))
      .filter((file) => existsSync(file));
  }
  const inFolder = path.join(place, "cdk.tf.json");
  return [existsSync(inFolder) ? inFolder : place];
}

function isOutputFolder(place: string): boolean {
  return existsSync(path.join(place, "stacks"));
}

function readStack(file: string): SynthesizedStack {
  try {
    return parseStack(readFileSync(file, "utf8"));
  } catch (error) {
    const advice = "name a cdk.tf.json that npm run synth wrote, its folder, or the folder cdktf.out";
    if (error instanceof StackFileError)
      throw errorAbout(file, `this is not a synthesized stack: ${error.message}`, advice);
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw errorAbout(
      file,
      code === "EISDIR" ? "there is no stack in this folder" : `it cannot be read (${code})`,
      advice,
    );
  }
}

function errorAbout(file: string, problem: string, advice: string): ConfigurationError {
  return new ConfigurationError(file, [{ path: "", problem, remedy: { advice } }]);
}
