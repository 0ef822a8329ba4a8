import { timeText } from "../../clock";
import { forbidden, invalidParameter, notFound, refused } from "../../errors";
import { missing } from "../../parameters";
import type { Instance } from "../../state";
import { type Call, givenOnly, type Json } from "../common";
import { type Actions, effect, kept, names, only } from "../declaration";
import { find, instanceOf } from "../lookup";
import { publicAddress } from "./instance";
import { readExpiry, readReleaseTime } from "./instance-settings";

/** What of an instance can be changed after it was made, apart from its attributes. */
export const instanceChangeActions = {
  ModifyInstanceAutoReleaseTime: {
    run: modifyInstanceAutoReleaseTime,
    parameters: { ...names("InstanceId"), ...kept("AutoReleaseTime") },
  },
  ModifyInstanceChargeType: {
    run: modifyInstanceChargeType,
    parameters: {
      ...names("InstanceIds"),
      ...kept("InstanceChargeType"),
      ...effect("how long a subscription lasts", "Period", "PeriodUnit"),
      // How a disk is paid is not told: all of an instance's are paid as it is.
      ...only("IncludeDataDisks", "true", "false"),
      ...only("AutoPay", "true"),
    },
  },
  ModifyInstanceSpec: {
    run: modifyInstanceSpec,
    parameters: { ...names("InstanceId"), ...kept("InstanceType") },
  },
  ModifyInstanceNetworkSpec: {
    run: modifyInstanceNetworkSpec,
    parameters: {
      ...names("InstanceId"),
      ...kept("InternetMaxBandwidthOut", "InternetMaxBandwidthIn", "NetworkChargeType"),
      ...effect("a public address is given", "AllocatePublicIp"),
      ...only("AutoPay", "true"),
    },
  },
  AttachInstanceRamRole: {
    run: attachInstanceRamRole,
    parameters: { ...names("InstanceIds"), ...kept("RamRoleName") },
  },
  DetachInstanceRamRole: {
    run: detachInstanceRamRole,
    parameters: names("InstanceIds", "RamRoleName"),
  },
} satisfies Actions;

function modifyInstanceAutoReleaseTime(call: Call): Json {
  const instance = instanceOf(call);
  if (instance.chargeType === "PrePaid") {
    throw forbidden("ChargeTypeViolation", `The instance ${instance.id} is a subscription.`);
  }
  instance.autoReleaseTime = readReleaseTime(call.parameters);
  return {};
}

function modifyInstanceChargeType(call: Call): Json {
  const { parameters, now } = call;
  const instances = instancesOf(call);
  parameters.required("InstanceChargeType");
  const chargeType = parameters.oneOf("InstanceChargeType", ["PostPaid", "PrePaid"]) ?? "PostPaid";
  const unit = parameters.oneOf("PeriodUnit", ["Week", "Month", "Year"]) ?? "Month";
  const expiresAt = chargeType === "PrePaid" ? timeText(readExpiry(parameters, unit, now)) : "";
  for (const instance of instances) {
    if (instance.chargeType === chargeType) {
      throw refused(
        "InvalidInstanceChargeType.ValueNotSupported",
        `${instance.id} is ${chargeType} already.`,
      );
    }
  }
  for (const instance of instances) {
    const renewal = { status: "Normal" as const, duration: 0, unit };
    Object.assign(instance, { chargeType, expiresAt, renewal, autoReleaseTime: "" });
  }
  return { OrderId: "0", FeeOfInstances: { FeeOfInstance: [] } };
}

/** Another type, while the instance is stopped; its interfaces and their addresses have to fit. */
function modifyInstanceSpec(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const id = parameters.required("InstanceType");
  const type = find(cloud.instanceTypes, "InvalidInstanceType.NotFound", "instance type", id);
  if (instance.status !== "Stopped") {
    throw forbidden("IncorrectInstanceStatus", `The instance ${instance.id} is ${instance.status}.`);
  }
  const interfaces = cloud.interfacesOf(instance.id);
  const fits =
    interfaces.length <= type.networkInterfaces &&
    interfaces.every((each) => each.secondaryIpAddresses.length < type.addressesPerInterface);
  if (!fits) {
    throw refused(
      "InvalidInstanceType.ValueNotSupported",
      `${instance.id} has more interfaces or addresses than ${id} can have.`,
    );
  }
  instance.type = type.id;
  return {};
}

function modifyInstanceNetworkSpec(call: Call): Json {
  const { parameters, cloud } = call;
  const instance = instanceOf(call);
  const changes = givenOnly({
    internetMaxBandwidthOut: parameters.integer("InternetMaxBandwidthOut", 0, 200),
    internetMaxBandwidthIn: parameters.integer("InternetMaxBandwidthIn", 1, 200),
    internetChargeType: parameters.oneOf("NetworkChargeType", ["PayByTraffic", "PayByBandwidth"]),
  });
  const before = instance.internetMaxBandwidthOut;
  const bandwidth = changes.internetMaxBandwidthOut ?? before;
  const asks = parameters.boolean("AllocatePublicIp") === true;
  if (asks && bandwidth === 0) {
    throw invalidParameter(
      "AllocatePublicIp",
      "true",
      "a public address needs an InternetMaxBandwidthOut above 0",
    );
  }
  // A subscription gets one unasked.
  const gets = asks || (instance.chargeType === "PrePaid" && before === 0 && bandwidth > 0);
  if (gets && cloud.eipsOf(cloud.primaryInterfaceOf(instance)).length > 0) {
    throw forbidden("InvalidOperation.EipBound", `The instance ${instance.id} has an EIP.`);
  }
  Object.assign(instance, changes);
  if (gets && instance.publicIpAddress === "") instance.publicIpAddress = publicAddress(cloud);
  return {};
}

function attachInstanceRamRole(call: Call): Json {
  const { parameters } = call;
  const instances = instancesOf(call);
  const role = parameters.required("RamRoleName");
  const other = instances.find(({ ramRoleName }) => ramRoleName !== "" && ramRoleName !== role);
  if (other !== undefined) {
    throw forbidden(
      "InvalidOperation.InstanceRamRoleAttached",
      `The instance ${other.id} has ${other.ramRoleName}.`,
    );
  }
  return roleResults(instances, role, role);
}

function detachInstanceRamRole(call: Call): Json {
  const instances = instancesOf(call);
  const role = call.parameters.text("RamRoleName");
  const other = instances.find(({ ramRoleName }) => role !== undefined && ramRoleName !== role);
  if (other !== undefined) throw notFound("InvalidRamRole.NotFound", `RAM role of ${other.id}`, role ?? "");
  return roleResults(instances, role ?? "", "");
}

function roleResults(instances: readonly Instance[], RamRoleName: string, next: string): Json {
  const results = instances.map((instance) => {
    instance.ramRoleName = next;
    return { InstanceId: instance.id, Code: "200", Message: "success", Success: true };
  });
  const counts = { TotalCount: results.length, FailCount: 0, RamRoleName };
  return {
    ...counts,
    AttachInstanceRamRoleResults: { AttachInstanceRamRoleResult: results },
    DetachInstanceRamRoleResults: { DetachInstanceRamRoleResult: results },
  };
}

/** Every instance that `InstanceIds` names. */
function instancesOf({ parameters, cloud }: Call): Instance[] {
  const ids = parameters.list("InstanceIds");
  if (ids.length === 0) throw missing("InstanceIds");
  return ids.map((id) => find(cloud.instances, "InvalidInstanceId.NotFound", "instance", id));
}
