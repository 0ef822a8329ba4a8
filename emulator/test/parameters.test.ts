import fc from "fast-check";
import { Parameters } from "../src/parameters";

const of = (values: Record<string, string>) => new Parameters(new Map(Object.entries(values)));

describe("the parameters of a request", () => {
  it("take an empty text for an absent one", () => {
    expect(of({ Name: "" }).text("Name")).toBeUndefined();
    expect(of({ Name: "" }).given("Name")).toBe("");
    expect(() => of({ Name: "" }).required("Name")).toThrow("Name");
  });

  it("read numbered lists in the order of their numbers", () => {
    expect(of({ "Id.10": "c", "Id.2": "b", "Id.1": "a", "Id.x": "no", "Other.1": "no" }).list("Id")).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("read a JSON array as a list", () => {
    expect(of({ InstanceIds: '["i-1","i-2"]' }).list("InstanceIds")).toEqual(["i-1", "i-2"]);
  });

  it.each(["[1]", "{}", "i-1", '"i-1"', "[", "null"])("refuse %s as a list", (InstanceIds) => {
    expect(() => of({ InstanceIds }).list("InstanceIds")).toThrow("JSON array");
  });

  it("read numbered structures, each with its own names", () => {
    const tags = of({ "Tag.1.Key": "a", "Tag.1.Value": "1", "Tag.2.Key": "b", Tag: "no" }).structures("Tag");
    expect(tags.map((tag) => [tag.text("Key"), tag.text("Value")])).toEqual([
      ["a", "1"],
      ["b", undefined],
    ]);
  });

  it("read what was flattened, however deep", () => {
    const [rule] = of({ "Permissions.1.Groups.1": "sg-1", "Permissions.1.Groups.2": "sg-2" }).structures(
      "Permissions",
    );
    expect(rule?.list("Groups")).toEqual(["sg-1", "sg-2"]);
  });

  it("read every whole number in range, and refuse everything else", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer().map(String), fc.double().map(String), fc.string({ minLength: 1 })),
        (text) => {
          const expected = /^-?\d+$/.test(text) && Math.abs(Number(text)) <= 1000 ? Number(text) : undefined;
          const read = () => of({ N: text }).integer("N", -1000, 1000);
          if (expected === undefined) expect(read).toThrow("N");
          else expect(read()).toBe(expected);
        },
      ),
    );
  });

  it.each(["yes", "1", "TRUEE"])("refuse %s as a truth value", (Flag) => {
    expect(() => of({ Flag }).boolean("Flag")).toThrow("true or false");
    expect(of({ Flag: "True" }).boolean("Flag")).toBe(true);
  });
});
