import { timeText, type Call, type Json } from "../call";
import { forbidden, invalidParameter, notFound, refused } from "../errors";
import { invocationStatusOf, parameterNames, parameterValues } from "../guest";
import type { Command, Invocation, InvocationTarget } from "../state";
import { among, inList, page, readDescription, readName, readTags, hasTags, ecsTags } from "./common";

/** The longest a saved command may be, in characters of Base64. */
const longestSavedCommand = 18 * 1024;
const commandTypes = ["RunShellScript", "RunPowerShellScript", "RunBatScript"] as const;

function commandOf({ parameters, cloud }: Call): Command {
  const id = parameters.required("CommandId");
  const command = cloud.commands.get(id);
  if (command === undefined) throw notFound("InvalidCmdId.NotFound", "command", id);
  return command;
}

function invocationOf({ parameters, cloud }: Call): Invocation {
  const id = parameters.required("InvokeId");
  const invocation = cloud.invocations.get(id);
  if (invocation === undefined) throw notFound("InvalidInvokeId.NotFound", "invocation", id);
  return invocation;
}

export function createCommand(call: Call): Json {
  const { parameters, cloud } = call;
  const name = readName(parameters, "Name");
  if (name === undefined || name === "") parameters.required("Name");
  parameters.required("Type");
  const type = parameters.oneOf("Type", commandTypes) ?? "RunShellScript";
  const content = checkedContent(parameters.required("CommandContent"));
  const enableParameter = parameters.boolean("EnableParameter") ?? false;
  if (enableParameter && parameterNames(content).length > 20) {
    throw refused("InvalidParameter.ParameterCount", "A command has at most 20 parameters.");
  }
  if (cloud.commands.size >= cloud.quotas.commands) {
    throw forbidden(
      "QuotaExceed.Command",
      `There are ${cloud.quotas.commands} commands, as many as there can be.`,
    );
  }
  const command: Command = {
    id: cloud.newId("c"),
    name: name ?? "",
    description: readDescription(parameters) ?? "",
    tags: readTags(parameters),
    createdAt: timeText(call.now),
    type,
    content,
    workingDir: parameters.text("WorkingDir") ?? "",
    timeout: parameters.integer("Timeout", 10, 86_400) ?? 60,
    enableParameter,
  };
  cloud.commands.set(command.id, command);
  return { CommandId: command.id };
}

function checkedContent(content: string): string {
  if (content.length > longestSavedCommand) {
    throw refused(
      "CmdContent.ExceedLimit",
      `The command has ${content.length} characters in Base64; at most ${longestSavedCommand} are possible.`,
    );
  }
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(content)) {
    throw refused("CmdContent.DecodeError", "The CommandContent can not be base64 decoded.");
  }
  return content;
}

export function deleteCommand(call: Call): Json {
  const { cloud } = call;
  const command = commandOf(call);
  const running = [...cloud.invocations.values()].some(
    (invocation) => invocation.commandId === command.id && invocationStatusOf(invocation) === "Running",
  );
  if (running) throw forbidden("Operation.Forbidden", `The command ${command.id} is being executed.`);
  cloud.commands.delete(command.id);
  return {};
}

export function describeCommands({ parameters, cloud }: Call): Json {
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

export function invokeCommand(call: Call): Json {
  const { parameters, cloud } = call;
  const command = commandOf(call);
  const instanceIds = parameters.list("InstanceId");
  if (instanceIds.length === 0) parameters.required("InstanceId.1");
  if (instanceIds.length > 100)
    throw invalidParameter("InstanceId", String(instanceIds.length), "at most 100 instances");
  const repeatMode = parameters.oneOf("RepeatMode", ["Once"]) ?? "Once";
  const values = parameterValues(parameters.text("Parameters") ?? "{}");
  const unset = command.enableParameter
    ? parameterNames(command.content).find((name) => !Object.hasOwn(values, name))
    : undefined;
  if (unset !== undefined)
    throw refused("MissingParameter.Parameters", `The command's parameter "${unset}" has no value.`);
  const targets = [...new Set(instanceIds)].map((id) => targetFor(call, id));
  const invocation: Invocation = {
    id: cloud.newId("t"),
    commandId: command.id,
    commandName: command.name,
    commandType: command.type,
    commandContent: command.content,
    workingDir: command.workingDir,
    timeout: parameters.integer("Timeout", 10, 86_400) ?? command.timeout,
    parameters: JSON.stringify(command.enableParameter ? values : {}),
    username: parameters.text("Username") ?? "",
    repeatMode,
    frequency: "",
    createdAt: timeText(call.now),
    targets,
  };
  cloud.invocations.set(invocation.id, invocation);
  call.begin("command-finished", invocation.id, "runCommand");
  return { InvokeId: invocation.id };
}

/** An instance that cannot run the command does not refuse the call; its result says why. */
function targetFor({ cloud }: Call, instanceId: string): InvocationTarget {
  const instance = cloud.instances.get(instanceId);
  if (instance === undefined) throw notFound("InvalidInstance.NotFound", "instance", instanceId);
  const target: InvocationTarget = {
    instanceId,
    status: "Running",
    exitCode: 0,
    output: "",
    errorCode: "",
    errorInfo: "",
    finishedAt: "",
  };
  if (instance.status !== "Running") {
    return {
      ...target,
      status: "Failed",
      errorCode: "InstanceNotRunning",
      errorInfo: "The instance is not running.",
    };
  }
  if (!instance.cloudAssistant) {
    return {
      ...target,
      status: "Failed",
      errorCode: "ClientNotRunning",
      errorInfo: "The Cloud Assistant agent does not answer.",
    };
  }
  return target;
}

export function stopInvocation(call: Call): Json {
  const { parameters, changes, now } = call;
  const invocation = invocationOf(call);
  const ids = parameters.list("InstanceId");
  for (const target of invocation.targets) {
    if (target.status === "Running" && inList(ids, target.instanceId)) {
      Object.assign(target, { status: "Stopped", finishedAt: timeText(now) });
    }
  }
  if (invocationStatusOf(invocation) !== "Running") changes.abort(invocation.id);
  return {};
}

export function describeInvocations({ parameters, cloud }: Call): Json {
  const matching = [...cloud.invocations.values()].filter(
    (invocation) =>
      among(parameters.text("InvokeId"), invocation.id) &&
      among(parameters.text("CommandId"), invocation.commandId) &&
      among(parameters.text("CommandName"), invocation.commandName) &&
      among(parameters.text("CommandType"), invocation.commandType) &&
      among(parameters.text("InvokeStatus"), invokeStatusOf(invocation)) &&
      (parameters.text("InstanceId") === undefined ||
        invocation.targets.some(({ instanceId }) => instanceId === parameters.text("InstanceId"))),
  );
  const withOutput = parameters.boolean("IncludeOutput") ?? false;
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    NextToken: "",
    Invocations: {
      Invocation: items.map((invocation) => ({
        InvokeId: invocation.id,
        CommandId: invocation.commandId,
        CommandName: invocation.commandName,
        CommandType: invocation.commandType,
        CommandContent: invocation.commandContent,
        Parameters: invocation.parameters,
        Frequency: invocation.frequency,
        RepeatMode: invocation.repeatMode,
        Timed: false,
        Timeout: invocation.timeout,
        WorkingDir: invocation.workingDir,
        Username: invocation.username,
        InvocationStatus: invocationStatusOf(invocation),
        InvokeStatus: invokeStatusOf(invocation),
        CreationTime: invocation.createdAt,
        InvokeInstances: {
          InvokeInstance: invocation.targets.map((target) => ({
            ...describeTarget(invocation, target),
            Output: withOutput ? encode(target.output) : "",
          })),
        },
      })),
    },
  };
}

export function describeInvocationResults({ parameters, cloud }: Call): Json {
  const plain = parameters.oneOf("ContentEncoding", ["PlainText", "Base64"]) === "PlainText";
  const matching = [...cloud.invocations.values()]
    .filter(
      ({ id, commandId }) =>
        among(parameters.text("InvokeId"), id) && among(parameters.text("CommandId"), commandId),
    )
    .flatMap((invocation) => invocation.targets.map((target) => ({ invocation, target })))
    .filter(({ target }) => among(parameters.text("InstanceId"), target.instanceId));
  const { items, counts } = page(parameters, matching);
  return {
    Invocation: {
      ...counts,
      NextToken: "",
      InvocationResults: {
        InvocationResult: items.map(({ invocation, target }) => ({
          InvokeId: invocation.id,
          CommandId: invocation.commandId,
          Username: invocation.username,
          ...describeTarget(invocation, target),
          InvokeRecordStatus: invokeStatusOf(invocation),
          Output: plain ? target.output : encode(target.output),
        })),
      },
    },
  };
}

function describeTarget(invocation: Invocation, target: InvocationTarget): Json {
  return {
    InstanceId: target.instanceId,
    InvocationStatus: target.status,
    InstanceInvokeStatus:
      target.status === "Running" ? "Running" : target.status === "Success" ? "Finished" : "Failed",
    ExitCode: target.exitCode,
    ErrorCode: target.errorCode,
    ErrorInfo: target.errorInfo,
    Dropped: 0,
    Repeats: target.status === "Running" ? 0 : 1,
    Timed: false,
    CreationTime: invocation.createdAt,
    StartTime: invocation.createdAt,
    FinishTime: target.finishedAt,
    FinishedTime: target.finishedAt,
    UpdateTime: target.finishedAt,
    StopTime: target.status === "Stopped" ? target.finishedAt : "",
  };
}

/** The older word for the status. */
function invokeStatusOf(invocation: Invocation): string {
  const status = invocationStatusOf(invocation);
  return status === "Success" ? "Finished" : status;
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64");
}

export function describeCloudAssistantStatus({ parameters, cloud }: Call): Json {
  const ids = parameters.list("InstanceId");
  const matching = [...cloud.instances.values()].filter(({ id }) => inList(ids, id));
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    NextToken: "",
    InstanceCloudAssistantStatusSet: {
      InstanceCloudAssistantStatus: items.map(({ id, status, cloudAssistant }) => ({
        InstanceId: id,
        CloudAssistantStatus: String(status === "Running" && cloudAssistant),
        CloudAssistantVersion: cloudAssistant ? "2.2.3.857" : "",
        OSType: "Linux",
        SupportSessionManager: false,
      })),
    },
  };
}
