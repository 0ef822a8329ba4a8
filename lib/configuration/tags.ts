import { z } from "zod";

import { reportTo } from "./checks";
import { setting } from "./setting";

/** How many tags a resource may have. */
const MOST = 20;
/** How many characters the key or the value of a tag may have. */
const LONGEST = 128;

const ALLOWED = `a mapping of at most ${MOST} tags, such as {team: network}`;
const ALLOWED_KEY =
  "1 to 128 characters, not beginning with aliyun or acs:, without http:// and https://, and without space at its ends";
const ALLOWED_VALUE = "0 to 128 characters, not beginning with acs:, without http:// and https://";

const key = setting(
  z.string().superRefine((text, context) => {
    const problem = text === "" ? "the key of a tag cannot be empty" : (problemWith(text) ?? reserved(text));
    if (problem !== undefined) reportTo(context)([], problem);
  }),
  { description: "The key of a tag.", allowed: ALLOWED_KEY, example: "team" },
);

const value = setting(
  z.string().superRefine((text, context) => {
    const problem = problemWith(text);
    if (problem !== undefined) reportTo(context)([], problem);
  }),
  { description: "The value of a tag.", allowed: ALLOWED_VALUE, example: "network" },
);

/** The tags of everything that takes tags. */
export const tags = setting(
  z.record(key, value).superRefine((given, context) => {
    const keys = Object.keys(given);
    const excess = keys[MOST];
    if (excess === undefined) return;
    reportTo(context)([excess], `a resource has ${MOST} tags at most, and these are ${keys.length}`, {
      aboutKey: true,
      allowed: ALLOWED,
      remedy: { advice: `remove some until ${MOST} are left` },
    });
  }),
  {
    description: "Tags of everything that takes tags: keys and values are texts.",
    allowed: ALLOWED,
    example: "{team: network}",
  },
);

/** @see https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-tagresources */
function problemWith(text: string): string | undefined {
  const { length } = Array.from(text);
  if (length > LONGEST) return `it has ${length} characters, and ${LONGEST} is the most`;
  if (text.startsWith("acs:")) return "Alibaba Cloud keeps the beginning acs: for itself";
  return /https?:\/\//.test(text) ? "Alibaba Cloud refuses http:// and https:// in tags" : undefined;
}

function reserved(text: string): string | undefined {
  if (text.startsWith("aliyun")) return "Alibaba Cloud keeps the beginning aliyun for itself";
  return text.trim() === text ? undefined : "there is white space around it";
}
