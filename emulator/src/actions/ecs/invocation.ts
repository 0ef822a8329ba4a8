import { timeText } from "../../clock";
import { invalidParameter, refused } from "../../errors";
import { invocationStatusOf, parameterNames, parameterValues } from "../../guest";
import { missing } from "../../parameters";
import type { Command, Invocation, InvocationTarget } from "../../state";
import { among, type Call, inList, type Json, page } from "../common";
import { commandOf, find } from "../lookup";
import { commandParameters, passingCommand } from "./command";
import { type Actions, effect, filters, kept, keptTags, names, numberedPages, only } from "../declaration";

export const invocationActions = {
  InvokeCommand: {
    run: invokeCommand,
    parameters: {
      ...names("CommandId", "InstanceId.N"),
      ...kept("Parameters", "Timeout", "Username"),
      ...only("RepeatMode", "Once"),
    },
  },
  RunCommand: {
    run: runCommand,
    parameters: {
      ...names("InstanceId.N"),
      ...commandParameters,
      ...keptTags,
      ...kept("Parameters", "Username"),
      ...effect("the command is kept", "KeepCommand"),
      ...only("RepeatMode", "Once"),
    },
  },
  StopInvocation: { run: stopInvocation, parameters: { ...names("InvokeId"), ...filters("InstanceId.N") } },
  DescribeInvocations: {
    run: describeInvocations,
    parameters: {
      ...filters("InvokeId", "CommandId", "CommandName", "CommandType", "InvokeStatus", "InstanceId"),
      ...effect("the output is there, or empty", "IncludeOutput"),
      ...numberedPages,
    },
  },
  DescribeInvocationResults: {
    run: describeInvocationResults,
    parameters: {
      ...filters("InvokeId", "CommandId", "InstanceId"),
      ...effect("the output is text or Base64", "ContentEncoding"),
      ...numberedPages,
    },
  },
  DescribeCloudAssistantStatus: {
    run: describeCloudAssistantStatus,
    parameters: { ...filters("InstanceId.N"), ...numberedPages },
  },
} satisfies Actions;

function invokeCommand(call: Call): Json {
  return { InvokeId: invoke(call, commandOf(call)).id };
}

function runCommand(call: Call): Json {
  // The instances are checked before a command is kept.
  readTargets(call);
  const command = passingCommand(call);
  return { CommandId: command.id, InvokeId: invoke(call, command).id };
}

function invoke(call: Call, command: Command): Invocation {
  const { parameters, cloud } = call;
  const targets = readTargets(call);
  const repeatMode = parameters.oneOf("RepeatMode", ["Once"]) ?? "Once";
  const values = parameterValues(parameters.text("Parameters") ?? "{}");
  const names = command.enableParameter ? parameterNames(command.content) : [];
  const unset = names.find((name) => !Object.hasOwn(values, name));
  if (unset !== undefined) {
    throw refused("MissingParameter.Parameters", `The command's parameter "${unset}" has no value.`);
  }
  const invocation: Invocation = {
    id: cloud.newId("t"),
    commandId: command.id,
    commandName: command.name,
    commandType: command.type,
    commandContent: command.content,
    workingDir: command.workingDir,
    timeout: parameters.integer("Timeout", 10, 86_400) ?? command.timeout,
    parameters: JSON.stringify(values),
    enableParameter: command.enableParameter,
    username: parameters.text("Username") ?? "",
    repeatMode,
    frequency: "",
    createdAt: timeText(call.now),
    targets,
  };
  cloud.invocations.set(invocation.id, invocation);
  call.begin("command-finished", invocation.id, "runCommand");
  return invocation;
}

function readTargets(call: Call): InvocationTarget[] {
  const ids = call.parameters.list("InstanceId");
  if (ids.length === 0) throw missing("InstanceId.1");
  if (ids.length > 100) throw invalidParameter("InstanceId", String(ids.length), "at most 100 instances");
  return [...new Set(ids)].map((id) => targetFor(call, id));
}

/** An instance that cannot run the command does not refuse the call; its result says why. */
function targetFor({ cloud }: Call, instanceId: string): InvocationTarget {
  const instance = find(cloud.instances, "InvalidInstance.NotFound", "instance", instanceId);
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

function stopInvocation(call: Call): Json {
  const { parameters, cloud, changes, now } = call;
  const id = parameters.required("InvokeId");
  const invocation = find(cloud.invocations, "InvalidInvokeId.NotFound", "invocation", id);
  const ids = parameters.list("InstanceId");
  for (const target of invocation.targets) {
    if (target.status === "Running" && inList(ids, target.instanceId)) {
      Object.assign(target, { status: "Stopped", finishedAt: timeText(now) });
    }
  }
  if (invocationStatusOf(invocation) !== "Running") changes.abort(invocation.id);
  return {};
}

function describeInvocations({ parameters, cloud }: Call): Json {
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

function describeInvocationResults({ parameters, cloud }: Call): Json {
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

function describeCloudAssistantStatus({ parameters, cloud }: Call): Json {
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
