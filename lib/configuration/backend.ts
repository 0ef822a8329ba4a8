import { z } from "zod";

import { type ArgumentOwner, checkArguments, namesOf } from "./arguments";
import { BACKENDS, type BackendType } from "./backends";
import { type Report, reportTo } from "./checks";
import { CREDENTIAL_PROBLEM } from "./credentials";
import { setting } from "./setting";
import { suggest } from "./suggest";
import { isMapping } from "./value-types";

/** Where Terraform keeps its state. */
export interface BackendSetting {
  /** The back end. */
  readonly type: BackendType;
  /** The arguments of the back end, in Terraform's own names. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

const TYPES = Object.keys(BACKENDS);
const FORMS = `${TYPES.join(", ")}; with arguments, a mapping such as {oss: {bucket: my-state}}`;

/** A back end by its name, or a mapping with one key, its name, and its arguments. */
export const backend = setting(
  z.unknown().transform((given, context): BackendSetting => {
    const result = read(given, reportTo(context));
    return result ?? z.NEVER;
  }),
  {
    description:
      "Where Terraform keeps its state: the name of a back end, or a mapping from it to its arguments.",
    allowed: FORMS,
    example: "local",
  },
);

function read(given: unknown, report: Report): BackendSetting | undefined {
  if (typeof given === "string") return readName(given, report);
  if (!isMapping(given)) {
    report([], "", { needs: "a name or a mapping" });
    return undefined;
  }
  const [name, ...others] = Object.keys(given);
  if (name !== undefined && others.length === 0) return readArguments(name, given[name], [name], report);
  report([], `a stack has one back end, and this names ${name === undefined ? "none" : others.length + 1}`, {
    remedy: { advice: name === undefined ? "write the name of a back end" : "leave one of them" },
  });
  return undefined;
}

/** A back end without arguments. */
function readName(type: string, report: Report): BackendSetting | undefined {
  const required = isBackendType(type) ? BACKENDS[type].block.required : [];
  if (required.length === 0) return readArguments(type, {}, [], report);
  const names = required.join(" and ");
  const example = required.map((name) => `${name}: …`).join(", ");
  report([], `the back end ${type} cannot do without ${names}`, {
    remedy: { write: `{${type}: {${example}}}` },
  });
  return undefined;
}

/** @param path - where the back end is named, and its arguments are */
function readArguments(
  type: string,
  given: unknown,
  path: readonly string[],
  report: Report,
): BackendSetting | undefined {
  const aboutKey = path.length > 0;
  if (!isBackendType(type)) {
    const didYouMean = suggest(type, TYPES);
    report(path, "there is no such back end here", {
      aboutKey,
      allowed: FORMS,
      remedy:
        didYouMean === undefined
          ? {
              advice:
                "for a back end of Terraform that is not among them write none, and declare it where Terraform runs",
            }
          : { didYouMean },
    });
    return undefined;
  }
  const { block, secrets } = BACKENDS[type];
  const owner: ArgumentOwner = {
    name: `the back end ${type}`,
    refusal: (argument) => {
      const advice = Object.hasOwn(secrets, argument) ? secrets[argument] : undefined;
      return advice === undefined ? undefined : { problem: CREDENTIAL_PROBLEM, advice };
    },
    insteadOfPassword: Object.values(secrets)[0] ?? "remove the user name and the password",
  };
  if (!isMapping(given)) {
    report(path, "", { needs: "a mapping", allowed: `a mapping of ${namesOf(block, owner)}` });
    return undefined;
  }
  checkArguments(given, block, owner, (inner, ...mistake) => {
    report([...path, ...inner], ...mistake);
  });
  return { type, arguments: given };
}

function isBackendType(name: string): name is BackendType {
  return Object.hasOwn(BACKENDS, name);
}
