import { isLiteral, templateTokens, traversalsIn } from "../src/traversal";

const names = (template: string) => traversalsIn(template).map((traversal) => traversal.names);

describe("the references of a template", () => {
  test.each([
    ["${alicloud_vswitch.web.id}", [["alicloud_vswitch", "web", "id"]]],
    ['${local.found["web"].eip.allocation_id}', [["local", "found", "web", "eip", "allocation_id"]]],
    ['${try(local.eips["eip-a"][0].ip_address, "")}', [["local", "eips", "eip-a", "0", "ip_address"]]],
    [
      "a ${a.b} c ${d.e}",
      [
        ["a", "b"],
        ["d", "e"],
      ],
    ],
    [
      '${"${a.b}" == "c.d" ? [for x in e.f : x.g] : h}',
      [
        ["a", "b"],
        ["e", "f"],
        ["x", "g"],
      ],
    ],
    [
      '${a.b["${c.d}"].e}',
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["${values(a.b)[*].c}", [["a", "b"]]],
    ['${a["b\\"c"].d}', [["a", 'b"c', "d"]]],
    ["$${a.b} and a.b", []],
    ["no template", []],
    ["${a.b", []],
  ])("are found in %s", (template, expected) => {
    expect(names(template)).toEqual(expected);
  });

  it("are all that there is, or a part", () => {
    const isSole = (template: string) => traversalsIn(template).map((traversal) => traversal.isSole);
    expect(isSole("${ a.b }")).toEqual([true]);
    expect(isSole("${a.b} ")).toEqual([false]);
    expect(isSole("${f(a.b)}")).toEqual([false]);
    expect(isSole("${a.b}${a.b}")).toEqual([false, false]);
  });

  it("stand among the other tokens, whatever the layout", () => {
    const [one, other] = ['${f(a.b, # comment\n  " c ")}', '${ f( a.b, " c " ) }'].map(templateTokens);
    expect(one).toEqual([
      "${",
      "f",
      "(",
      { names: ["a", "b"], isSole: false },
      ",",
      '"',
      " c ",
      '"',
      ")",
      "}",
    ]);
    expect(other).toEqual(one);
  });
});

test.each([
  ["", true],
  ["i-web", true],
  ["$${a.b}", true],
  ["%%{if}", true],
  ["${a.b}", false],
  ["%{ if true }x%{ endif }", false],
  ["${a.b", false],
])("a text is a literal where nothing in it is evaluated: %j", (text, expected) => {
  expect(isLiteral(text)).toBe(expected);
});
