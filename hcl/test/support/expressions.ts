import fc from "fast-check";

/**
 * Source texts of expressions in Terraform's language, with white space as people and programs write it.
 * @param lineEnds - whether line ends are among it, where an expression in `${}` may have them
 */
export function expressions({ lineEnds = true }: { lineEnds?: boolean } = {}): fc.Arbitrary<string> {
  return fc.tuple(tokens, fc.infiniteStream(gaps)).map(([words, gap]) => join(words, gap, lineEnds));
}

/** Addresses, as in `depends_on`. */
export const addresses = fc.constantFrom(
  "alicloud_vpc.main",
  "module.network",
  'alicloud_vswitch.web["a"]',
  "data.alicloud_zones.all",
  "random_id.x[0]",
);

type Words = readonly string[];

/** Stands for a place where a line may end. */
const lineEnd = "\n";

const gaps = fc.constantFrom("", "", " ", " ", "  ", "\n");

const words = (...texts: Words[]): fc.Arbitrary<Words> => fc.constantFrom(...texts);

const literals = fc.oneof(
  words(["0"], ["1.5"], ["2e3"], ["true"], ["false"], ["null"]),
  words(
    ['"text"'],
    ['""'],
    ['"é 日本 👍🏽"'],
    [String.raw`"a\n\t\"q\\"`],
    ['"$${x}"'],
    ['"a ${ var.b }-${c[0]}"'],
  ),
);

const references = words(
  ["var.name"],
  ["each.key"],
  ["alicloud_vpc.main.id"],
  ["data.alicloud_instances.all.instances", "[", "0", "]", ".vpc_id"],
  ["local.items", "[", "*", "]", ".id"],
  ["local.items.*.id"],
  ["a-b"],
);

const operators = words(["+"], ["-"], ["*"], ["/"], ["%"], ["=="], ["!="], ["<"], [">="], ["&&"], ["||"]);

/** `free` are expressions where line ends are white space; `strict` those inside of braces, where they are not. */
const { free } = fc.letrec<{ free: Words; strict: Words }>((tie) => {
  const family = (self: fc.Arbitrary<Words>, end: Words): fc.Arbitrary<Words> =>
    fc.oneof(
      { maxDepth: 2, depthIdentifier: "expression" },
      { arbitrary: references, weight: 4 },
      { arbitrary: literals, weight: 3 },
      { arbitrary: binary(self, end), weight: 2 },
      { arbitrary: conditional(self, end), weight: 1 },
      {
        arbitrary: fc.tuple(words(["!"], ["-"]), self).map(([sign, value]) => [...sign, "(", ...value, ")"]),
        weight: 1,
      },
      { arbitrary: tie("free").map((value) => ["(", lineEnd, ...value, lineEnd, ")"]), weight: 1 },
      { arbitrary: index(tie("free")), weight: 1 },
      { arbitrary: call(tie("free")), weight: 3 },
      { arbitrary: tuple(tie("free")), weight: 2 },
      { arbitrary: object(tie("strict")), weight: 2 },
      { arbitrary: forTuple(tie("free")), weight: 1 },
      { arbitrary: forObject(tie("strict")), weight: 1 },
    );
  return { free: family(tie("free"), [lineEnd]), strict: family(tie("strict"), []) };
});

const tokens = free;

function binary(operand: fc.Arbitrary<Words>, end: Words): fc.Arbitrary<Words> {
  return fc
    .tuple(operand, operators, operand)
    .map(([left, operator, right]) => [...left, ...operator, ...end, ...right]);
}

function conditional(operand: fc.Arbitrary<Words>, end: Words): fc.Arbitrary<Words> {
  return fc
    .tuple(operand, operand, operand)
    .map(([condition, yes, no]) => [...condition, "?", ...end, ...yes, ":", ...end, ...no]);
}

/** A key that is more than a keyword: `terraform fmt` empties the brackets of `list[true]`. */
function index(key: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  const keys = fc.oneof(references, call(key), words(["0"], ['"a b"']));
  return fc.tuple(references, keys).map(([list, inner]) => [...list, "[", ...inner, "]"]);
}

function call(argument: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  return fc
    .tuple(
      words(["length"], ["merge"], ["provider::alicloud::parse"]),
      fc.array(argument, { maxLength: 3 }),
      fc.boolean(),
    )
    .map(([name, values, expands]) => [
      ...name,
      "(",
      ...separated(values, [",", lineEnd]),
      ...(expands && values.length > 0 ? ["..."] : []),
      ")",
    ]);
}

function tuple(item: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  return fc
    .array(item, { maxLength: 3 })
    .map((items) => ["[", lineEnd, ...separated(items, [",", lineEnd]), "]"]);
}

function object(value: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  const key = words(["a"], ["b-c"], ['"d e"'], ["(", "var.key", ")"], ['"${var.f}"']);
  const item = fc.tuple(key, words(["="], [":"]), value);
  return fc.uniqueArray(item, { maxLength: 3, selector: ([name]) => name.join("") }).map((items) => [
    "{",
    ...separated(
      items.map((parts) => parts.flat()),
      [","],
    ),
    "}",
  ]);
}

function forTuple(value: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  return fc
    .tuple(value, value, fc.option(value))
    .map(([list, item, filter]) => [
      "[",
      "for",
      "x",
      "in",
      ...list,
      ":",
      lineEnd,
      ...item,
      ...ifClause(filter),
      "]",
    ]);
}

function forObject(value: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  return fc
    .tuple(value, value, value, fc.boolean(), fc.option(value))
    .map(([list, key, item, groups, filter]) => [
      ...["{", "for", "k", ",", "v", "in", ...list, ":", ...key, "=>", ...item],
      ...(groups ? ["..."] : []),
      ...ifClause(filter),
      "}",
    ]);
}

function ifClause(filter: Words | null): Words {
  return filter ? ["if", ...filter] : [];
}

function separated(items: readonly Words[], separator: Words): string[] {
  return items.flatMap((item, index) => (index === 0 ? [...item] : [...separator, ...item]));
}

function join(texts: Words, gap: fc.Stream<string>, lineEnds: boolean): string {
  let joined = "";
  for (const text of texts) {
    const space = gap.next().value as string;
    if (text === lineEnd) joined += lineEnds && space === "\n" ? "\n" : "";
    else joined += needsSpace(joined, text) ? ` ${text}` : (space === "\n" ? "" : space) + text;
  }
  return joined.trim();
}

function needsSpace(before: string, after: string): boolean {
  return /[\w-]$/.test(before) && /^[\w-]/.test(after);
}
