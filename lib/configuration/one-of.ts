import { z } from "zod";

import { reportTo } from "./checks";
import { setting, type SettingInfo } from "./setting";
import { suggest } from "./suggest";

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(
  words: T,
  info: Omit<SettingInfo, "allowed" | "example">,
) {
  const schema = z.string().transform((text, context): T[number] => {
    if (words.includes(text)) return text;
    const didYouMean =
      words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? suggest(text, words);
    reportTo(context)([], "this is not one of the possible values", {
      ...(didYouMean === undefined ? {} : { remedy: { didYouMean } }),
    });
    return z.NEVER;
  });
  return setting(schema, { ...info, allowed: words.join(", "), example: words[0] ?? "" });
}
