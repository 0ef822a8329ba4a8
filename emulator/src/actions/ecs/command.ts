import { timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { forbidden, refused } from "../../errors";
import { invocationStatusOf, parameterNames } from "../../guest";
import type { Command } from "../../state";
import {
  among,
  type Call,
  ecsTags,
  hasTags,
  type Json,
  page,
  readDescription,
  readName,
  readTags,
} from "../common";
import { commandOf } from "../lookup";
import {
  type Actions,
  effect,
  filters,
  kept,
  keptTags,
  names,
  numberedPages,
  tagFilters,
} from "../declaration";

/** What CreateCommand and RunCommand know of a command. */
export const commandParameters = {
  ...kept("Name", "Type", "CommandContent", "Description", "WorkingDir", "Timeout", "EnableParameter"),
  ...effect("the content is text or Base64", "ContentEncoding"),
};

export const commandActions = {
  CreateCommand: { run: createCommand, parameters: { ...commandParameters, ...keptTags } },
  DeleteCommand: { run: deleteCommand, parameters: names("CommandId") },
  DescribeCommands: {
    run: describeCommands,
    parameters: {
      ...filters("CommandId", "Name", "Type", "Description", "Provider"),
      ...tagFilters,
      ...numberedPages,
    },
  },
} satisfies Actions;

/** The longest a command may be, in characters of Base64: one that is saved, and one that is run once. */
const longestSavedCommand = 18 * 1024;
const longestPassingCommand = 24 * 1024;
const commandTypes = ["RunShellScript", "RunPowerShellScript", "RunBatScript"] as const;

function createCommand(call: Call): Json {
  call.parameters.required("Name");
  return { CommandId: saved(call.cloud, newCommand(call, "Base64", longestSavedCommand)).id };
}

/** The command of a RunCommand request, saved if the request says so. */
export function passingCommand(call: Call): Command {
  if (call.parameters.boolean("KeepCommand") === true) {
    return saved(call.cloud, newCommand(call, "PlainText", longestSavedCommand));
  }
  return newCommand(call, "PlainText", longestPassingCommand);
}

function saved(cloud: Cloud, command: Command): Command {
  if (cloud.commands.size >= cloud.quotas.commands) {
    throw forbidden(
      "QuotaExceed.Command",
      `There are ${cloud.quotas.commands} commands, as many as there can be.`,
    );
  }
  cloud.commands.set(command.id, command);
  return command;
}

function newCommand(
  { parameters, cloud, now }: Call,
  encoding: "Base64" | "PlainText",
  longest: number,
): Command {
  parameters.required("Type");
  const type = parameters.oneOf("Type", commandTypes) ?? "RunShellScript";
  const text = parameters.required("CommandContent");
  const isPlain = (parameters.oneOf("ContentEncoding", ["Base64", "PlainText"]) ?? encoding) === "PlainText";
  const content = checkedContent(isPlain ? Buffer.from(text).toString("base64") : text, longest);
  const enableParameter = parameters.boolean("EnableParameter") ?? false;
  if (enableParameter && parameterNames(content).length > 20) {
    throw refused("InvalidParameter.ParameterCount", "A command has at most 20 parameters.");
  }
  const described = {
    name: readName(parameters, "Name") ?? "",
    description: readDescription(parameters) ?? "",
    tags: readTags(parameters),
    workingDir: parameters.text("WorkingDir") ?? "",
    timeout: parameters.integer("Timeout", 10, 86_400) ?? 60,
  };
  return { id: cloud.newId("c"), ...described, createdAt: timeText(now), type, content, enableParameter };
}

function checkedContent(content: string, longest: number): string {
  if (content.length > longest) {
    throw refused(
      "CmdContent.ExceedLimit",
      `The command has ${content.length} characters in Base64; at most ${longest} are possible.`,
    );
  }
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(content)) {
    throw refused("CmdContent.DecodeError", "The CommandContent can not be base64 decoded.");
  }
  return content;
}

function deleteCommand(call: Call): Json {
  const { cloud } = call;
  const command = commandOf(call);
  const running = [...cloud.invocations.values()].some(
    (invocation) => invocation.commandId === command.id && invocationStatusOf(invocation) === "Running",
  );
  if (running) throw forbidden("Operation.Forbidden", `The command ${command.id} is being executed.`);
  cloud.commands.delete(command.id);
  return {};
}

function describeCommands({ parameters, cloud }: Call): Json {
  const matching = [...cloud.commands.values()].filter(
    (command) =>
      among(parameters.text("CommandId"), command.id) &&
      among(parameters.text("Name"), command.name) &&
      among(parameters.text("Type"), command.type) &&
      among(parameters.text("Description"), command.description) &&
      parameters.text("Provider") === undefined &&
      hasTags(parameters, command.tags),
  );
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    NextToken: "",
    Commands: {
      Command: items.map((command) => ({
        CommandId: command.id,
        Name: command.name,
        Description: command.description,
        Type: command.type,
        CommandContent: command.content,
        WorkingDir: command.workingDir,
        Timeout: command.timeout,
        EnableParameter: command.enableParameter,
        ParameterNames: { ParameterName: command.enableParameter ? parameterNames(command.content) : [] },
        Provider: "",
        Version: 1,
        Latest: true,
        CreationTime: command.createdAt,
        Tags: ecsTags(command.tags),
      })),
    },
  };
}
