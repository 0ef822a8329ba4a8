import { renderHclTest, type TerraformJson } from "../../hcl";
import type { ExposureStack } from "../../stack/exposure-stack";
import { type ExportedFiles, type ExportFormat, jsonText, written } from "../written";
import { exampleConfiguration } from "./example";
import { moduleConfiguration } from "./module-configuration";
import { moduleTest } from "./module-test";
import { moduleReadme } from "./readme";

/**
 * The reusable module, with its document, its test, and an example that calls it for the exposures of a configuration.
 *
 * @param synthesized - what the stack of the configuration is synthesized to
 * @throws {@link ExportError} when the configuration has settings that the module has not
 */
export function moduleFiles(
  stack: ExposureStack,
  synthesized: TerraformJson,
  format: ExportFormat,
): ExportedFiles {
  const { stack: name, skipChecks } = stack.configuration;
  const example = `examples/${name}`;
  const call = exampleConfiguration(stack, synthesized, "../..");
  return new Map([
    ...written(moduleConfiguration(skipChecks), format),
    ["README.md", moduleReadme(example, skipChecks)],
    testFile(moduleTest(skipChecks), format),
    ...[...written(call, format)].map(([file, text]): [string, string] => [`${example}/${file}`, text]),
  ]);
}

function testFile(test: TerraformJson, format: ExportFormat): [name: string, text: string] {
  return format === "json"
    ? ["tests/exposures.tftest.json", jsonText(test)]
    : ["tests/exposures.tftest.hcl", renderHclTest(test)];
}
