import { z } from "zod";

import type { Remedy } from "./mistake";
import { setting, type SettingInfo } from "./setting";

/** What a check of this project adds to an issue of zod, so that the message can say more than what is wrong. */
export interface CheckDetails {
  /** What would be accepted. @default - what the information about the setting says */
  readonly allowed?: string;
  /** Whether the mistake is the key at the path, and not its value. @default false */
  readonly aboutKey?: boolean;
  /** What is needed instead, where the value is of another type; the problem is then said for the type. */
  readonly needs?: string;
  /** @default - none */
  readonly remedy?: Remedy | undefined;
}

/** What a check calls for each mistake, with the path to it from the value that is checked. */
export type Report = (path: readonly (string | number)[], problem: string, details?: CheckDetails) => void;

/** Makes issues of zod of what a check reports. */
export function reportTo(context: z.RefinementCtx): Report {
  return (path, message, details = {}) => {
    context.addIssue({ code: "custom", path: [...path], message, params: { ...details } });
  };
}

/**
 * A text of a fixed form in ASCII.
 *
 * @param problemWith - what is wrong with a text, where it is not just white space around it or a letter in upper case
 */
export function matching(form: RegExp, problemWith: (text: string) => string, info: SettingInfo) {
  const schema = z.string().superRefine((text, context) => {
    if (form.test(text)) return;
    const { problem = foreignCharacter(text) ?? problemWith(text), write } = similar(text, form) ?? {};
    reportTo(context)([], problem, write === undefined ? {} : { remedy: { write } });
  });
  return setting(schema, info);
}

/** The name of something that exists, for which no other name can be proposed. */
export function existingName(form: RegExp, problem: string, info: SettingInfo) {
  const schema = z.string().superRefine((text, context) => {
    if (!form.test(text)) reportTo(context)([], problem);
  });
  return setting(schema, info);
}

/** The text of the right form that was most likely meant, and what is different in the given one where that is simple. */
function similar(
  text: string,
  form: RegExp,
): { readonly problem?: string; readonly write: string } | undefined {
  const trimmed = text.trim();
  const lowerCase = trimmed.toLowerCase();
  const hyphenated = lowerCase.replaceAll(/[\s_.]+/g, "-");
  return [
    { problem: "there is white space around it", write: trimmed },
    { problem: "it has upper-case letters", write: lowerCase },
    { write: hyphenated },
  ].find(({ write }) => form.test(write));
}

/** Says which character is not ASCII: many of them look just like those that are. */
function foreignCharacter(text: string): string | undefined {
  const character = /[^\u0020-\u007e]/u.exec(text)?.[0];
  if (character === undefined) return undefined;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `it has the character U+${code} (${character}), which is not possible here`;
}
