import { z } from "zod";

import type { CloudClient } from "../live/cloud-client";

/** Command that is saved in Cloud Assistant. It costs nothing, and counts towards a quota of the region. */
export interface FoundCommand {
  readonly id: string;
  readonly name: string;
  /** Description, which names the Terraform stack. */
  readonly description: string;
  /** Time of its creation; empty if the API does not say. */
  readonly createdAt: string;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

const answer = z.object({
  Commands: z.object({
    Command: z.array(
      z
        .object({ CommandId: z.string(), Name: text, Description: text, CreationTime: text })
        .transform((found): FoundCommand => ({
          id: found.CommandId,
          name: found.Name,
          description: found.Description,
          createdAt: found.CreationTime,
        })),
    ),
  }),
});

/**
 * Reads the commands with a description. The filter of the API may also match parts of a description.
 *
 * @throws CloudError if the call fails
 */
export async function commandsDescribed(client: CloudClient, description: string): Promise<FoundCommand[]> {
  const parameters = { Description: description };
  const found = await client.pages(
    "ecs",
    "DescribeCommands",
    parameters,
    answer,
    (all) => all.Commands.Command,
  );
  return found.filter((one) => one.description === description);
}

/**
 * Reads one command.
 *
 * @returns undefined if it is not there, or not visible
 */
export async function commandWithId(client: CloudClient, id: string): Promise<FoundCommand | undefined> {
  const { Commands } = await client.call("ecs", "DescribeCommands", { CommandId: id }, answer);
  return Commands.Command.find((one) => one.id === id);
}
