import { RAM_POLICY_LIMITS, type RamPolicyDocument, type RamStatement } from "./policy-document";

/**
 * The policy as several that each have at most the number of characters that RAM takes, written without white space.
 * Together they allow the same. A RAM user or role takes at most `RAM_POLICY_LIMITS.policiesPerIdentity` of them; where that
 * is not enough, make the policy with `exactIds: false`.
 *
 * @param policy - of any size
 * @param limit - characters, with room for a statement with one resource; without it 6144, what RAM takes
 * @throws `RangeError` when a statement does not fit with even one resource
 */
export function splitRamPolicy(
  policy: RamPolicyDocument,
  limit: number = RAM_POLICY_LIMITS.characters,
): RamPolicyDocument[] {
  const pieces: RamStatement[][] = [];
  const statements = policy.Statement.flatMap((statement) => fittingStatements(statement, limit));
  for (const statement of statements) {
    const last = pieces.at(-1);
    if (last !== undefined && length([...last, statement]) <= limit) last.push(statement);
    else pieces.push([statement]);
  }
  return pieces.map(document);
}

/** The statement in parts, each short enough for a policy of its own. RAM looks at each resource of a request by itself. */
function fittingStatements(statement: RamStatement, limit: number): RamStatement[] {
  if (length([statement]) <= limit) return [statement];
  const { Resource } = statement;
  if (Resource.length < 2) {
    throw new RangeError(
      `a statement with one resource has ${length([statement])} characters, more than ${limit}`,
    );
  }
  const middle = Math.ceil(Resource.length / 2);
  return [Resource.slice(0, middle), Resource.slice(middle)].flatMap((half) =>
    fittingStatements({ ...statement, Resource: half }, limit),
  );
}

function document(statements: readonly RamStatement[]): RamPolicyDocument {
  return { Version: "1", Statement: statements };
}

function length(statements: readonly RamStatement[]): number {
  return JSON.stringify(document(statements)).length;
}
