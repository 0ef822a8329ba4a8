import { Option } from "commander";

import { Account } from "../live/account";
import { CloudClient } from "../live/cloud-client";
import { isNamedEndpoint } from "../live/cloud-endpoints";
import { liveFindings } from "../live/live-checks";
import { readFacts } from "../live/live-facts";
import type { LiveFinding } from "../live/live-finding";
import type { ExposureStack } from "../stack/exposure-stack";
import type { LoadedConfiguration } from "./configuration-files";

/** Returns the option `--live` of `check`. */
export function liveOption(): Option {
  return new Option(
    "--live",
    "ask the cloud too: quotas, hot-plug, conflicts and missing permissions (docs/reference/live.md)",
  );
}

/**
 * Compares the configuration of a stack with what exists in its account and region. Only reads.
 *
 * @param loaded - configuration with its plan lock
 * @param stack - stack of the configuration, synthesized, so that it has its RAM policies
 * @returns findings; none if everything that could be checked holds
 * @throws CloudError if the cloud cannot be asked
 */
export async function liveCheck(
  loaded: Pick<LoadedConfiguration, "configuration" | "lockFile">,
  stack: ExposureStack,
): Promise<readonly LiveFinding[]> {
  const { configuration, lockFile } = loaded;
  const { region, provider } = configuration;
  const client = await CloudClient.connect({ region, provider });
  // If the APIs are somewhere else, such as in an emulator, Quota Center is not at its usual place.
  const asksQuotaCenter = isNamedEndpoint("quotas", provider) || !isNamedEndpoint("vpc", provider);
  const facts = await readFacts(new Account(client), configuration, asksQuotaCenter);
  const statements = stack.ramPolicy.documents.flatMap(({ Statement }) => Statement);
  const required = new Set(statements.flatMap(({ Action }) => Action));
  return liveFindings(configuration, lockFile.content, facts, required);
}
