import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ConfigurationError } from "../configuration/configuration-errors";
import { suggest } from "../configuration/schema/fields";
import { emptyStack, parseStack, StackFileError, type SynthesizedStack } from "../diff/synthesized-stack";

/** Two versions of a stack; a stack that exists in one version only is empty in the other. */
export type StackPair = readonly [before: SynthesizedStack, after: SynthesizedStack];

/**
 * Reads two versions of synthesized stacks, each a `cdk.tf.json`, the folder of a stack, or an output folder such as `cdktf.out`.
 * Stacks of output folders are paired by name; two single stacks form a pair whatever their names are.
 *
 * @throws ConfigurationError if one of them is not a synthesized stack
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
  // An earlier version may have none yet, but not both: a gate that compares nothing would be open.
  if (names.length === 0)
    throw pathError(
      after,
      "no stack in this folder, nor in the earlier version",
      "synthesize first with npm run synth",
    );
  return names.flatMap((name): StackPair[] => {
    const [one, other] = [earlier.get(name), later.get(name)];
    if (one === undefined) return other === undefined ? [] : [[emptyStack(other), other]];
    return [[one, other ?? emptyStack(one)]];
  });
}

/**
 * Returns the pairs with a stack of this name in either version.
 *
 * @throws ConfigurationError if no stack has the name
 */
export function pairsOfStack(pairs: readonly StackPair[], name: string, source: string): StackPair[] {
  const found = pairs.filter((versions) => versions.some((stack) => stack.name === name));
  if (found.length > 0) return found;
  const names = [...new Set(pairs.flat().map((stack) => stack.name))].sort();
  throw unknownStack(name, names, source, "use one of these with --stack", "in either version");
}

/**
 * Returns the error for a stack that does not exist.
 *
 * @param advice - remedy if no name is similar
 * @param where - where it was looked for; default: nowhere in particular
 */
export function unknownStack(
  stack: string,
  names: readonly string[],
  source: string,
  advice: string,
  where?: string,
): ConfigurationError {
  const didYouMean = suggest(stack, names);
  return new ConfigurationError(source, [
    {
      path: "",
      found: stack,
      problem: where === undefined ? "no stack has this name" : `no stack has this name ${where}`,
      allowed: names.length === 0 ? "none, since there is no stack" : names.join(", "),
      remedy: didYouMean === undefined ? { advice } : { didYouMean },
    },
  ]);
}

function stackFiles(source: string): string[] {
  if (!existsSync(source)) {
    throw pathError(source, "no such file or folder", "synthesize first with exposed-eip synth");
  }
  if (isOutputFolder(source)) {
    const stacks = path.join(source, "stacks");
    return readdirSync(stacks)
      .sort()
      .map((stack) => path.join(stacks, stack, "cdk.tf.json"))
      .filter((file) => existsSync(file));
  }
  const inFolder = path.join(source, "cdk.tf.json");
  return [existsSync(inFolder) ? inFolder : source];
}

function isOutputFolder(source: string): boolean {
  return existsSync(path.join(source, "stacks"));
}

function readStack(file: string): SynthesizedStack {
  try {
    return parseStack(readFileSync(file, "utf8"));
  } catch (error) {
    const advice = "use a cdk.tf.json that exposed-eip synth wrote, its folder, or the folder cdktf.out";
    if (error instanceof StackFileError)
      throw pathError(file, `not a synthesized stack: ${error.message}`, advice);
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw pathError(file, code === "EISDIR" ? "no stack in this folder" : `cannot be read (${code})`, advice);
  }
}

function pathError(file: string, problem: string, advice: string): ConfigurationError {
  return new ConfigurationError(file, [{ path: "", problem, remedy: { advice } }]);
}
