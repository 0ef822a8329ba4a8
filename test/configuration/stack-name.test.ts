import { parseConfiguration } from "../../lib/configuration/load";
import { stackNameOf } from "../../lib/configuration/stack-name";
import { ConfigurationError } from "../../lib/configuration/configuration-errors";

const TEXT = "region: cn-hangzhou\nexposures: {web: {instance: i-web, eip: 203.0.113.106}}\n";

describe("the name of a stack without one", () => {
  it.each([
    ["exposure.yaml", "exposed-eip"],
    ["exposure.yml", "exposed-eip"],
    ["exposure.json", "exposed-eip"],
    ["web.yaml", "web"],
    ["prod/web.yaml", "prod-web"],
    ["prod/exposure.yaml", "prod-exposure"],
    ["./exposure.yaml", "exposure"],
    ["Web_Prod.cn.yaml", "web-prod-cn"],
    ["my exposures.json", "my-exposures"],
    ["_web_.yaml", "web"],
    ["a".repeat(40) + ".yaml", "a".repeat(40)],
  ])("is, for %s, %s", (file, stack) => {
    expect(stackNameOf(file)).toBe(stack);
  });

  it.each([
    "2024.yaml",
    "服务器.yaml",
    "büro.yaml",
    `${"a".repeat(41)}.yaml`,
    "_.yaml",
    "web+mail.yaml",
    "AUX.yaml",
  ])("cannot be that of %s", (file) => {
    expect(stackNameOf(file)).toBeUndefined();
  });

  it("is asked for if the name of the file is that of a device in Windows", () => {
    const error = errorOf(() => parseConfiguration(TEXT, "exposures/nul.yaml"));
    expect(error.message).toContain(
      "  problem  stack is missing, and the name of the file is that of a device in Windows\n",
    );
  });

  it("is asked for, among all other errors, if the file has no name that can be one", () => {
    const error = errorOf(() => parseConfiguration(TEXT.replace("i-web", "x"), "exposures/2024.yaml"));
    expect(error.message).toBe(
      [
        "exposures/2024.yaml:1:1  stack",
        "  found    2024.yaml",
        "  problem  stack is missing, and the name of the file is not a stack name",
        "  allowed  lower-case letters, digits and hyphens, 1 to 40 characters, starting with a letter",
        "  write    stack: <name>",
        "",
        ...error.message.split("\n").slice(6),
      ].join("\n"),
    );
    expect(error.issues.map(({ path }) => path)).toEqual(["stack", "exposures.web.instance"]);
  });

  it("is not taken from the file if the configuration has one", () => {
    expect(parseConfiguration(`stack: mine\n${TEXT}`, "2024.yaml").stack).toBe("mine");
    expect(parseConfiguration(TEXT, "exposures/web.yaml").stack).toBe("web");
    expect(errorOf(() => parseConfiguration(`stack:\n${TEXT}`, "web.yaml")).issues).toMatchObject([
      { path: "stack" },
    ]);
  });

  it("stands for {stack} in the backend", () => {
    const { backend } = parseConfiguration(
      `backend: {oss: {bucket: b, key: "{stack}.tfstate"}}\n${TEXT}`,
      "web.yaml",
    );
    expect(backend.arguments.key).toBe("web.tfstate");
  });
});

function errorOf(run: () => unknown): ConfigurationError {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("no error");
}
