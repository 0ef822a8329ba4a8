import { parseArgs } from "node:util";

import { UsageError } from "./usage-error";

/** Choice of what is created, and whether anybody is asked before. */
export interface LiveOptions {
  readonly region: string;
  readonly zone: string;
  /** Instance type, such as `ecs.g7.large`. */
  readonly type: string;
  /** Image ID. */
  readonly image: string;
  /** An address that answers to ping from the Internet. */
  readonly ping: string;
  /** Whether to begin without asking. */
  readonly yes: boolean;
  /** Whether only what an earlier run left is destroyed. */
  readonly destroy: boolean;
}

export const HELP = `Checks on a real account what only the real cloud can confirm, with resources that it creates and destroys.

  npm run e2e:live -- --region cn-hangzhou --zone cn-hangzhou-h --type ecs.g7.large --image aliyun_3_x64_… --ping ADDRESS

  --region  where
  --zone    a zone of it
  --type    an instance type that is sold there and takes a network interface while it runs
  --image   a public Linux image with the Cloud Assistant agent
  --ping    an address outside of the VPC that answers to ping
  --yes     begin without asking
  --destroy only destroy what an earlier run has left

Credentials are those of the provider: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, a profile or a role.
`;

/** The forms of the values that have to be given. */
const FORMS = {
  region: { form: /^[a-z0-9-]+$/, example: "cn-hangzhou" },
  zone: { form: /^[a-z0-9-]+$/, example: "cn-hangzhou-h" },
  type: { form: /^ecs\.[a-z0-9.-]+$/, example: "ecs.g7.large" },
  image: { form: /^[A-Za-z0-9._-]+$/, example: "aliyun_3_x64_20G_alibase_20260101.vhd" },
  ping: { form: /^\d+(?:\.\d+){3}$/, example: "192.0.2.1" },
} as const;

/** @throws UsageError when an option is unknown, missing or malformed */
export function readOptions(args: readonly string[]): LiveOptions | "help" {
  const given = parse(args);
  if (given.help === true) return "help";
  const value = (name: keyof typeof FORMS): string => {
    const { form, example } = FORMS[name];
    const text = given[name];
    if (text === undefined) throw new UsageError(`--${name} is missing, for example --${name} ${example}`);
    if (form.test(text)) return text;
    throw new UsageError(
      `--${name} ${JSON.stringify(text)} is not understood; write it as in --${name} ${example}`,
    );
  };
  return {
    region: value("region"),
    zone: value("zone"),
    type: value("type"),
    image: value("image"),
    ping: value("ping"),
    yes: given.yes === true,
    destroy: given.destroy === true,
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = {
    ...{ region: text, zone: text, type: text, image: text, ping: text },
    ...{ yes: flag, destroy: flag, help: flag },
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
