import type { JsonPath } from "./terraform-json";

/** A configuration that cannot be written as HCL, because Terraform itself could not read it that way. */
export class HclError extends Error {
  public override readonly name = "HclError";

  /** Where in the JSON: object keys and array indexes from the root. */
  public readonly path: JsonPath;

  /** What is wrong there, without the place. */
  public readonly problem: string;

  public constructor(path: JsonPath, problem: string) {
    super(`${formatPath(path)}: ${problem}`);
    this.path = path;
    this.problem = problem;
  }
}

/** `resource.alicloud_vpc.main.tags["a b"]`: identifiers with dots, everything else in brackets. */
export function formatPath(path: JsonPath): string {
  if (path.length === 0) return "(root)";
  return path
    .map((step, index) => {
      if (typeof step === "string" && /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(step)) {
        return index === 0 ? step : `.${step}`;
      }
      return `[${JSON.stringify(step)}]`;
    })
    .join("");
}
