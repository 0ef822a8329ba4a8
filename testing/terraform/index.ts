// Terraform (or OpenTofu) for tests: the real program, on configurations of the test's own.
export { terraform, terraformBinary, type TerraformBinary } from "./binary";
export { cleanEnvironment } from "./clean-environment";
export { type Diagnostic } from "./diagnostic";
export { evaluate } from "./evaluate";
export { type RunOptions, Terraform } from "./terraform";
export { type TestReport, type TestRun } from "./test-report";
export {
  describeWithTerraform,
  type TerraformForTests,
  testWithTerraform,
  useTerraform,
} from "./use-terraform";
export {
  type InitOptions,
  TerraformWorkspace,
  type ValidateResult,
  type WorkspaceFiles,
  type WorkspaceOptions,
} from "./workspace";
