import { describeWithTerraform, evaluate } from "../terraform";

describeWithTerraform("evaluate", () => {
  it("gives the value of each expression under its name, as JSON has it", async () => {
    const values = await evaluate({
      block: 'cidrsubnet("203.0.113.106/28", 0, 0)',
      template: '${format("%s/%d", "192.0.2.0", 24)}',
      text: String.raw`"a \"quoted\" <text> with $${"$"}{literal}, ü and a\nline"`,
      number: "pow(2, 32)",
      list: "[for i in range(3) : i * 2]",
      nothing: "null",
      flag: '!can(cidrhost("203.0.113.300/28", 0))',
    });
    expect(values).toEqual({
      block: "203.0.113.96/28",
      template: "192.0.2.0/24",
      text: 'a "quoted" <text> with ${literal}, ü and a\nline',
      number: 4294967296,
      list: [0, 2, 4],
      nothing: null,
      flag: true,
    });
  });

  it("evaluates more expressions in one process than fit on a line of the console", async () => {
    const count = 4096;
    const expressions = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`e${i}`, `cidrhost("198.51.0.0/16", ${i})`]),
    );
    const values = await evaluate(expressions);
    expect(Object.keys(values)).toHaveLength(count);
    expect(values.e4095).toBe("198.51.15.255");
  });

  it("fails with Terraform's own message when an expression has no value", async () => {
    await expect(evaluate({ bad: 'cidrhost("203.0.113.0/33", 0)' })).rejects.toThrow(
      /invalid CIDR expression: invalid CIDR\s+address: 203\.0\.113\.0\/33/,
    );
  });
});
