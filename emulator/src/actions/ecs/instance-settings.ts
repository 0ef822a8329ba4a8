import { monthsLater, timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { invalidParameter, notFound, refused } from "../../errors";
import type { Parameters } from "../../parameters";
import type { Instance } from "../../state";
import { readDescription, readName, readTags } from "../common";
import { effect, kept, keptTags, only } from "../declaration";
import { instanceDiskParameters } from "./disk-settings";

/** The parameters of RunInstances that say nothing of the network. */
export const settingParameters = {
  ...kept("InstanceName", "Description", "HostName", "KeyPairName", "RamRoleName", "UserData"),
  ...kept("InstanceChargeType", "AutoRenew", "AutoRenewPeriod", "AutoReleaseTime"),
  ...kept("SpotStrategy", "SpotPriceLimit", "SpotDuration", "SpotInterruptionBehavior"),
  ...kept("InternetChargeType", "InternetMaxBandwidthOut", "InternetMaxBandwidthIn"),
  ...kept("DeletionProtection", "CreditSpecification", "SecurityEnhancementStrategy", "ResourceGroupId"),
  ...kept("HttpTokens", "HttpEndpoint", "HttpPutResponseHopLimit"),
  ...instanceDiskParameters,
  ...keptTags,
  ...effect("how long a subscription lasts", "Period", "PeriodUnit"),
  ...effect("a weak one is refused; none is read back, as in the cloud", "Password"),
  ...only("PasswordInherit", "false"),
  ...only("IoOptimized", "optimized"),
};

/** Reads what describes an instance and does not depend on the network. */
export function readSettings(parameters: Parameters, cloud: Cloud, now: number) {
  const keyPairName = parameters.text("KeyPairName") ?? "";
  if (keyPairName !== "" && !cloud.keyPairs.has(keyPairName)) {
    throw notFound("InvalidKeyPair.NotFound", "KeyPairName", keyPairName);
  }
  checkPassword(parameters);
  return {
    name: readName(parameters, "InstanceName") ?? "",
    description: readDescription(parameters) ?? "",
    hostName: readName(parameters, "HostName") ?? "",
    tags: readTags(parameters),
    keyPairName,
    ramRoleName: parameters.text("RamRoleName") ?? "",
    userData: parameters.text("UserData") ?? "",
    ...readCharge(parameters, now),
    ...readSpot(parameters),
    autoReleaseTime: readReleaseTime(parameters),
    internetChargeType:
      parameters.oneOf("InternetChargeType", ["PayByTraffic", "PayByBandwidth"]) ?? "PayByTraffic",
    internetMaxBandwidthOut: parameters.integer("InternetMaxBandwidthOut", 0, 200) ?? 0,
    internetMaxBandwidthIn: parameters.integer("InternetMaxBandwidthIn", 1, 200) ?? null,
    deletionProtection: parameters.boolean("DeletionProtection") ?? false,
    creditSpecification: parameters.oneOf("CreditSpecification", ["Standard", "Unlimited"]) ?? ("" as const),
    securityEnhancement:
      parameters.oneOf("SecurityEnhancementStrategy", ["Active", "Deactive"]) ?? ("Deactive" as const),
    httpTokens: parameters.oneOf("HttpTokens", ["optional", "required"]) ?? ("optional" as const),
    httpEndpoint: parameters.oneOf("HttpEndpoint", ["enabled", "disabled"]) ?? ("enabled" as const),
    httpPutResponseHopLimit: parameters.integer("HttpPutResponseHopLimit", 1, 64) ?? 1,
    resourceGroupId: parameters.text("ResourceGroupId") ?? "",
  };
}

/** How the instance is paid: a subscription needs a period, and may be renewed by itself. */
function readCharge(
  parameters: Parameters,
  now: number,
): Pick<Instance, "chargeType" | "expiresAt" | "renewal"> {
  const chargeType = parameters.oneOf("InstanceChargeType", ["PostPaid", "PrePaid"]) ?? "PostPaid";
  if (chargeType === "PostPaid") {
    for (const name of ["AutoRenew", "AutoRenewPeriod"]) {
      const value = parameters.text(name);
      if (value !== undefined && value !== "false")
        throw invalidParameter(name, value, "a subscription's only");
    }
    return { chargeType, expiresAt: "", renewal: { status: "Normal", duration: 0, unit: "Month" } };
  }
  const unit = parameters.oneOf("PeriodUnit", ["Week", "Month", "Year"]) ?? "Month";
  const renewed = parameters.boolean("AutoRenew") ?? false;
  const duration = parameters.integer("AutoRenewPeriod", 1, 60) ?? (renewed ? 1 : 0);
  return {
    chargeType,
    expiresAt: timeText(readExpiry(parameters, unit, now)),
    renewal: { status: renewed ? "AutoRenewal" : "Normal", duration, unit },
  };
}

/** When a subscription ends that begins now and lasts for `Period` units; in milliseconds since 1970. */
export function readExpiry(parameters: Parameters, unit: "Week" | "Month" | "Year", now: number): number {
  parameters.required("Period");
  const allowed = {
    Week: [1, 2, 3, 4],
    Month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60],
    Year: [1, 2, 3, 4, 5],
  };
  const period = parameters.integer("Period", 1, 60) ?? 1;
  if (!allowed[unit].includes(period)) {
    throw refused("InvalidPeriod", `The Period ${period} is none of ${allowed[unit].join(", ")} (${unit}).`);
  }
  if (unit === "Week") return now + period * 7 * 86_400_000;
  return monthsLater(now, unit === "Year" ? 12 * period : period);
}

function readSpot(parameters: Parameters) {
  const strategies = ["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"] as const;
  const given = parameters.text("SpotStrategy") ?? "NoSpot";
  const spotStrategy = strategies.find((known) => known === given);
  if (spotStrategy === undefined) {
    throw refused("InvalidSpotStrategy", `The SpotStrategy is none of ${strategies.join(", ")}.`);
  }
  const limit = parameters.text("SpotPriceLimit") ?? "0";
  if (!/^\d{1,6}(?:\.\d{1,3})?$/.test(limit)) {
    throw refused("InvalidSpotPriceLimit", "The SpotPriceLimit is a number with at most three decimals.");
  }
  return {
    spotStrategy,
    spotPriceLimit: Number(limit),
    spotDuration: parameters.integer("SpotDuration", 0, 6) ?? (spotStrategy === "NoSpot" ? 0 : 1),
    spotInterruptionBehavior:
      parameters.oneOf("SpotInterruptionBehavior", ["Terminate", "Stop"]) ??
      (spotStrategy === "NoSpot" ? ("" as const) : ("Terminate" as const)),
  };
}

/** A time to the minute or second in UTC. Nothing is released at it: the emulator only keeps it. */
export function readReleaseTime(parameters: Parameters): string {
  const time = parameters.text("AutoReleaseTime") ?? "";
  if (time !== "" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z$/.test(time)) {
    throw refused(
      "InvalidAutoReleaseTime.Malformed",
      "The AutoReleaseTime is not in the form yyyy-MM-ddTHH:mm:ssZ.",
    );
  }
  return time;
}

/** 8 to 30 characters of at least three kinds. @throws ApiError when the password is another one */
export function checkPassword(parameters: Parameters): void {
  const password = parameters.text("Password");
  if (password === undefined) return;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  if (password.length < 8 || password.length > 30 || kinds < 3) {
    throw refused("InvalidPassword.Malformed", "The specified Password is not valid.");
  }
}
