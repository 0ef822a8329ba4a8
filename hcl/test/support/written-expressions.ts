import fc from "fast-check";

/**
 * Source texts of expressions over several lines, as a person writes them into `${}`: with comments, empty lines and any
 * indentation. They refer to nothing, so that Terraform can tell their values.
 */
export const writtenExpressions: fc.Arbitrary<string> = fc
  .tuple(
    fc.letrec<Types>((tie) => types(tie)).value,
    fc.infiniteStream(softGaps()),
    fc.infiniteStream(hardGaps()),
    fc.infiniteStream(fc.constantFrom("", " ", "  ")),
  )
  .map(([words, soft, hard, space]) => {
    const next = (gaps: fc.Stream<string>): string => gaps.next().value as string;
    return [SOFT, ...words, SOFT].reduce((text, word) => {
      if (word === SOFT) return text + next(soft);
      if (word === HARD) return text + next(hard);
      return text + (/[\w-]$/.test(text) && /^[\w-]/.test(word) ? " " : next(space)) + word;
    }, "");
  });

type Words = readonly string[];

/** By the type of their value; in an object of several items, line ends are the ends of items. */
interface Types {
  readonly text: Words;
  readonly number: Words;
  readonly condition: Words;
  readonly object: Words;
  readonly value: Words;
}

/** Where a line may end. */
const SOFT = "soft";
/** Where a line has to end. */
const HARD = "hard";

function softGaps(): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.constantFrom("", " "), weight: 3 },
    { arbitrary: lineEnds(), weight: 3 },
    { arbitrary: fc.constantFrom(" /* why */ ", "\n\t/* why\n  and } how */\n  "), weight: 1 },
  );
}

function hardGaps(): fc.Arbitrary<string> {
  return lineEnds();
}

function lineEnds(): fc.Arbitrary<string> {
  return fc.constantFrom(
    "\n",
    "\n    ",
    "\n\n  ",
    "  # why\n",
    '\n      # Why "this" ${holds: {\n\t',
    "\n// why\n  # and = how\n",
    " // why  \n",
  );
}

function types(tie: fc.LetrecTypedTie<Types>): { [Type in keyof Types]: fc.Arbitrary<Words> } {
  const [text, number, condition, object] = [tie("text"), tie("number"), tie("condition"), tie("object")];
  const value = tie("value");
  const family = (...members: fc.Arbitrary<Words>[]): fc.Arbitrary<Words> =>
    fc.oneof({ maxDepth: 3, depthIdentifier: "written" }, ...members);
  return {
    text: family(
      fc.constantFrom(['"text"'], ['"é 日本 👍🏽"'], [String.raw`"a\n\"q\" # no comment"`], ['"$${x} {"']),
      number.map((words) => ['"about ', "${", SOFT, ...words, SOFT, '} of it"']),
      call("upper", text),
      fc.tuple(condition, text, text).map((parts) => bracketed("(", conditional(parts), ")")),
    ),
    number: family(
      fc.constantFrom(["0"], ["2.5"], ["-1"]),
      call("length", object),
      fc.tuple(number, number).map(([one, other]) => bracketed("(", operation(one, "+", other), ")")),
    ),
    condition: family(
      fc.constantFrom(["true"], ["false"]),
      condition.map((words) => ["!", ...bracketed("(", words, ")")]),
      fc.tuple(number, number).map(([one, other]) => bracketed("(", operation(one, ">=", other), ")")),
      fc.tuple(condition, condition).map(([one, other]) => bracketed("(", operation(one, "&&", other), ")")),
      fc.array(condition, { maxLength: 3 }).map((items) => ["alltrue", "(", ...list(items), ")"]),
    ),
    object: family(
      fc.constant(["{", "}"]),
      items(value),
      items(value),
      fc.tuple(object, object).map((parts) => ["merge", "(", SOFT, ...separated(parts), SOFT, ")"]),
      fc
        .tuple(object, value, fc.option(condition))
        .map(([over, result, filter]) => [
          ...["{", SOFT, "for", "key", ",", "row", "in", ...over, SOFT, ":", SOFT, "key", SOFT, "=>", SOFT],
          ...result,
          ...(filter ? [SOFT, "if", SOFT, ...filter] : []),
          ...[SOFT, "}"],
        ]),
    ),
    value: family(
      text,
      number,
      condition,
      object,
      object,
      fc.array(text, { maxLength: 3 }).map(list),
      fc
        .tuple(object, text)
        .map(([over, result]) => [
          ...["[", SOFT, "for", "key", "in", "keys", "(", ...over, ")", SOFT, ":", SOFT],
          ...["join", "(", '"-"', ",", SOFT, "[", "key", ",", ...result, "]", ")", SOFT, "]"],
        ]),
    ),
  };
}

function operation(one: Words, operator: string, other: Words): Words {
  return [...one, SOFT, operator, SOFT, ...other];
}

function conditional([condition, yes, no]: readonly [Words, Words, Words]): Words {
  return [...condition, SOFT, "?", SOFT, ...yes, SOFT, ":", SOFT, ...no];
}

function bracketed(open: string, words: Words, close: string): Words {
  return [open, SOFT, ...words, SOFT, close];
}

function call(name: string, argument: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  return argument.map((words) => [name, ...bracketed("(", words, ")")]);
}

function list(items: readonly Words[]): Words {
  return bracketed("[", separated(items), "]");
}

function separated(items: readonly Words[]): string[] {
  return items.flatMap((item, index) => (index === 0 ? [...item] : [",", SOFT, ...item]));
}

/** An object with an item on each line. */
function items(value: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  const key = fc.constantFrom("a", "holds", "problem-of", '"b c"', '("k")');
  const item = fc.tuple(key, fc.constantFrom("=", ":"), value);
  return fc
    .uniqueArray(item, { minLength: 1, maxLength: 3, selector: ([name]) => name })
    .map((found) => [
      "{",
      HARD,
      ...found.flatMap(([name, equals, words]) => [name, equals, ...words, HARD]),
      "}",
    ]);
}
