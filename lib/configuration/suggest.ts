import { closest, distance } from "fastest-levenshtein";

/**
 * The known name that was most likely meant, if one is near enough to be worth a question.
 *
 * @param name - what was written
 * @param known - what could have been meant
 */
export function suggest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, "");
  const nearest = closest(
    plain(name),
    known.map((candidate) => plain(candidate)),
  );
  const match = known.find((candidate) => plain(candidate) === nearest);
  if (distance(plain(name), nearest) <= Math.max(1, Math.floor(name.length / 3))) return match;
  // `instanceType` for `type`, `vpcId` for `vpc`.
  return known
    .filter((candidate) => candidate.length > 2 && isPartOf(plain(candidate), plain(name)))
    .toSorted((one, other) => other.length - one.length)[0];
}

function isPartOf(part: string, name: string): boolean {
  return name.startsWith(part) || name.endsWith(part);
}
