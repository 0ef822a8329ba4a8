import type { z } from "zod";

/** A seed, a saved state or a list of faults that cannot be used. `message` has one line for each mistake. */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(
    /** What was read, for example `seed`. */
    readonly subject: string,
    /** One entry for each mistake, each beginning with its path. */
    readonly mistakes: readonly string[],
  ) {
    super(mistakes.join("\n"));
  }
}

/** Checks plain data against a schema. @throws InputError with a line for each mistake */
export function parseInput<T>(subject: string, schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InputError(
    subject,
    result.error.issues.map((issue) => `${pathText(subject, issue.path)}: ${issue.message}`),
  );
}

function pathText(subject: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => text + (typeof key === "number" ? `[${key}]` : `.${String(key)}`),
    subject,
  );
}
