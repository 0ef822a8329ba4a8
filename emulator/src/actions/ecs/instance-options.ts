import { invalidParameter, notFound } from "../../errors";
import { missing } from "../../parameters";
import type { Instance } from "../../state";
import { type Call, givenOnly, type Json } from "../common";
import { type Actions, kept, names } from "../declaration";
import { instanceOf } from "../lookup";

/** What of an instance has calls of its own. */
export const instanceOptionActions = {
  ModifyInstanceMetadataOptions: {
    run: modifyInstanceMetadataOptions,
    parameters: { ...names("InstanceId"), ...kept("HttpTokens", "HttpEndpoint", "HttpPutResponseHopLimit") },
  },
  ModifyInstanceMaintenanceAttributes: {
    run: modifyInstanceMaintenanceAttributes,
    parameters: {
      ...names("InstanceId.N"),
      ...kept("ActionOnMaintenance", "NotifyOnMaintenance"),
      ...kept("MaintenanceWindow.N.StartTime", "MaintenanceWindow.N.EndTime"),
    },
  },
  ModifyInstanceAutoRenewAttribute: {
    run: modifyInstanceAutoRenewAttribute,
    parameters: { ...names("InstanceId"), ...kept("AutoRenew", "RenewalStatus", "Duration", "PeriodUnit") },
  },
} satisfies Actions;

function modifyInstanceMetadataOptions(call: Call): Json {
  const { parameters } = call;
  const instance = instanceOf(call);
  const options = {
    httpTokens: parameters.oneOf("HttpTokens", ["optional", "required"]),
    httpEndpoint: parameters.oneOf("HttpEndpoint", ["enabled", "disabled"]),
    httpPutResponseHopLimit: parameters.integer("HttpPutResponseHopLimit", 1, 64),
  };
  Object.assign(instance, givenOnly(options));
  return {};
}

function modifyInstanceMaintenanceAttributes(call: Call): Json {
  const { parameters } = call;
  const instances = instancesOf(call, parameters.list("InstanceId"));
  const windows = parameters.structures("MaintenanceWindow").map((window) => ({
    start: timeOfDay(window.required("StartTime")),
    end: timeOfDay(window.required("EndTime")),
  }));
  const changes = givenOnly({
    action: parameters.oneOf("ActionOnMaintenance", ["Stop", "AutoRecover", "AutoRedeploy"]),
    notify: parameters.boolean("NotifyOnMaintenance"),
    windows: windows.length === 0 ? undefined : windows,
  });
  for (const instance of instances) instance.maintenance = { ...instance.maintenance, ...changes };
  return {};
}

/** A full hour, as the API wants it. */
function timeOfDay(text: string): string {
  if (!/^(?:[01]\d|2[0-3]):00:00$/.test(text)) {
    throw invalidParameter("MaintenanceWindow", text, "a full hour such as 02:00:00");
  }
  return text;
}

function modifyInstanceAutoRenewAttribute(call: Call): Json {
  const { parameters } = call;
  const instances = instancesOf(call, (parameters.text("InstanceId") ?? "").split(",").filter(Boolean));
  const paidAsUsed = instances.find(({ chargeType }) => chargeType === "PostPaid");
  if (paidAsUsed !== undefined) {
    throw invalidParameter("InstanceId", paidAsUsed.id, "a subscription");
  }
  const renewed = parameters.boolean("AutoRenew");
  const changes = givenOnly({
    status:
      parameters.oneOf("RenewalStatus", ["AutoRenewal", "Normal", "NotRenewal"]) ??
      (renewed === undefined ? undefined : renewed ? ("AutoRenewal" as const) : ("Normal" as const)),
    duration: parameters.integer("Duration", 1, 60),
    unit: parameters.oneOf("PeriodUnit", ["Week", "Month", "Year"]),
  });
  for (const instance of instances) {
    instance.renewal = { ...instance.renewal, ...changes };
    if (instance.renewal.status !== "AutoRenewal") instance.renewal.duration = 0;
  }
  return {};
}

/** Every instance, or none of them. */
function instancesOf({ cloud }: Call, ids: readonly string[]): Instance[] {
  if (ids.length === 0) throw missing("InstanceId.1");
  return ids.map((id) => {
    const instance = cloud.instances.get(id);
    if (instance === undefined) throw notFound("InvalidInstanceId.NotFound", "instance", id);
    return instance;
  });
}
