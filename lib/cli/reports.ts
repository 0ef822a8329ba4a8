import path from "node:path";

import type { Language } from "../diagram/labels";
import { pictureOf } from "../diagram/picture";
import { RamPolicyError } from "../errors";
import { synthesized } from "../export/output";
import { omitUndefined } from "../omit-undefined";
import type { RamPolicyDocument } from "../ram-policy/ram-policy";
import { renderReport } from "../report/report-page";
import { ExposureStack } from "../stack/exposure-stack";
import type { LoadedConfiguration } from "./configuration-files";
import { shellWord, warningsOf } from "./summary";

/** Settings of reports. */
export interface ReportSettings {
  readonly language: Language;
  /** Whom to call, as a line; undefined: to be filled in by hand. */
  readonly contact?: string;
  /** Output folder of the synthesis, for the commands of the runbook. */
  readonly outdir: string;
}

/**
 * Renders the report of a stack.
 *
 * @returns HTML
 * @throws RamPolicyError if the policy is unknown
 */
export function reportOf(loaded: LoadedConfiguration, settings: ReportSettings): Promise<string> {
  const { configuration, lockFile, file } = loaded;
  const { language, contact, outdir } = settings;
  return renderReport({
    picture: pictureOf(configuration, lockFile.content),
    policies: policiesOf(loaded),
    language,
    file: shellWord(file),
    folder: shellWord(path.join(outdir, "stacks", configuration.stack)),
    ...omitUndefined({ contact }),
  });
}

/**
 * Returns the least RAM policy of a stack, in parts that RAM takes.
 *
 * @throws RamPolicyError if the policy is unknown
 */
export function policiesOf({ configuration, lockFile }: LoadedConfiguration): readonly RamPolicyDocument[] {
  const { stack } = synthesized((app) => new ExposureStack(app, configuration, lockFile.content));
  const { documents } = stack.ramPolicy;
  if (documents.length > 0) return documents;
  throw new RamPolicyError(configuration.stack, warningsOf(stack).join("; "));
}
