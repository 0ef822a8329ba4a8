import { createHash, generateKeyPairSync } from "node:crypto";
import { timeText } from "../../clock";
import type { Cloud } from "../../cloud";
import { type ApiError, forbidden, refused } from "../../errors";
import { missing } from "../../parameters";
import type { Instance, KeyPair } from "../../state";
import { among, type Call, ecsTags, hasTags, type Json, page, readTags } from "../common";
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
import { find } from "../lookup";

/** SSH key pairs, by name. The emulator puts no key into a guest. */
export const keyPairActions = {
  CreateKeyPair: {
    run: createKeyPair,
    parameters: { ...kept("KeyPairName", "ResourceGroupId"), ...keptTags },
  },
  ImportKeyPair: {
    run: importKeyPair,
    parameters: {
      ...kept("KeyPairName", "ResourceGroupId"),
      ...keptTags,
      ...effect("gives the fingerprint", "PublicKeyBody"),
    },
  },
  DeleteKeyPairs: { run: deleteKeyPairs, parameters: names("KeyPairNames") },
  AttachKeyPair: {
    run: attachKeyPair,
    parameters: { ...names("InstanceIds"), ...kept("KeyPairName") },
  },
  DetachKeyPair: { run: detachKeyPair, parameters: names("InstanceIds", "KeyPairName") },
  DescribeKeyPairs: {
    run: describeKeyPairs,
    parameters: {
      ...filters("KeyPairName", "KeyPairFingerPrint", "ResourceGroupId"),
      ...tagFilters,
      ...numberedPages,
    },
  },
} satisfies Actions;

function createKeyPair(call: Call): Json {
  const make = newKeyPair(call);
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keyPair = make(publicKey.export({ type: "spki", format: "der" }));
  const PrivateKeyBody = privateKey.export({ type: "pkcs1", format: "pem" });
  return {
    KeyPairId: keyPair.id,
    KeyPairName: keyPair.id,
    KeyPairFingerPrint: keyPair.fingerPrint,
    PrivateKeyBody,
  };
}

function importKeyPair(call: Call): Json {
  const make = newKeyPair(call);
  const [, body = ""] =
    /^ssh-rsa ([A-Za-z0-9+/=]{20,})(?: .*)?$/.exec(call.parameters.required("PublicKeyBody").trim()) ?? [];
  if (body === "")
    throw refused("InvalidPublicKeyBody.Malformed", "The PublicKeyBody is no public RSA key of SSH.");
  const keyPair = make(Buffer.from(body, "base64"));
  return { KeyPairName: keyPair.id, KeyPairFingerPrint: keyPair.fingerPrint };
}

/** Checks the request, and gives what makes the key pair of a public key. */
function newKeyPair({ parameters, cloud, now }: Call): (publicKey: Buffer) => KeyPair {
  const id = parameters.required("KeyPairName");
  if (!/^\p{L}[\p{L}\p{N}:_.-]{1,127}$/u.test(id)) {
    throw refused(
      "InvalidKeyPairName.Malformed",
      "A key pair's name has 2 to 128 characters, the first one a letter.",
    );
  }
  if (cloud.keyPairs.has(id)) throw refused("KeyPair.AlreadyExist", `There is a key pair ${id} already.`);
  const tags = readTags(parameters);
  return (publicKey) => {
    const keyPair: KeyPair = {
      id,
      fingerPrint: createHash("md5").update(publicKey).digest("hex"),
      ...{ name: id, description: "", tags, createdAt: timeText(now) },
      resourceGroupId: parameters.text("ResourceGroupId") ?? "",
    };
    cloud.keyPairs.set(id, keyPair);
    return keyPair;
  };
}

function deleteKeyPairs({ parameters, cloud }: Call): Json {
  const ids = parameters.list("KeyPairNames");
  if (ids.length === 0) throw missing("KeyPairNames");
  const used = [...cloud.instances.values()].find(({ keyPairName }) => ids.includes(keyPairName));
  if (used !== undefined) {
    throw refused(
      "InvalidParameter.KeypairAlreadyAttachedInstance",
      `The instance ${used.id} has ${used.keyPairName}.`,
    );
  }
  const keyPairs = ids.map((id) => keyPairOf(cloud, id));
  for (const { id } of keyPairs) cloud.keyPairs.delete(id);
  return {};
}

function keyPairOf(cloud: Cloud, id: string): KeyPair {
  return find(cloud.keyPairs, "InvalidKeyPair.NotFound", "KeyPairName", id);
}

function attachKeyPair(call: Call): Json {
  const { id } = keyPairOf(call.cloud, call.parameters.required("KeyPairName"));
  return forInstances(call, (instance) => {
    instance.keyPairName = id;
    return undefined;
  });
}

/** An instance that has another key pair, or none, fails alone; the others lose theirs. */
function detachKeyPair(call: Call): Json {
  const { id } = keyPairOf(call.cloud, call.parameters.required("KeyPairName"));
  return forInstances(call, (instance) => {
    if (instance.keyPairName !== id) {
      return forbidden(
        "InvalidOperation.KeyPairNotAttached",
        `The instance ${instance.id} does not have ${id}.`,
      );
    }
    instance.keyPairName = "";
    return undefined;
  });
}

/** @param change - changes one instance, or says why it cannot */
function forInstances(
  { parameters, cloud }: Call,
  change: (instance: Instance) => ApiError | undefined,
): Json {
  const ids = parameters.list("InstanceIds");
  if (ids.length === 0) throw missing("InstanceIds");
  const instances = ids.map((id) => find(cloud.instances, "InvalidInstanceId.NotFound", "instance", id));
  const Result = instances.map((instance) => {
    const error = change(instance);
    return {
      InstanceId: instance.id,
      Success: String(error === undefined),
      Code: error?.code ?? "200",
      Message: error?.message ?? "successful",
    };
  });
  const failed = Result.filter(({ Success }) => Success === "false").length;
  return {
    TotalCount: String(ids.length),
    FailCount: String(failed),
    KeyPairName: parameters.required("KeyPairName"),
    Results: { Result },
  };
}

function describeKeyPairs({ parameters, cloud }: Call): Json {
  const name = parameters.text("KeyPairName");
  const matching = [...cloud.keyPairs.values()].filter(
    (keyPair) =>
      (name === undefined || fits(name, keyPair.id)) &&
      among(parameters.text("KeyPairFingerPrint"), keyPair.fingerPrint) &&
      among(parameters.text("ResourceGroupId"), keyPair.resourceGroupId) &&
      hasTags(parameters, keyPair.tags),
  );
  const { items, counts } = page(parameters, matching);
  return {
    ...counts,
    KeyPairs: {
      KeyPair: items.map((keyPair) => ({
        KeyPairName: keyPair.id,
        KeyPairFingerPrint: keyPair.fingerPrint,
        CreationTime: keyPair.createdAt,
        ResourceGroupId: keyPair.resourceGroupId,
        Tags: ecsTags(keyPair.tags),
      })),
    },
  };
}

/** A name, or a part of one with `*` before or behind it. */
function fits(wanted: string, name: string): boolean {
  const part = wanted.replace(/^\*|\*$/g, "");
  if (wanted.startsWith("*")) return wanted.endsWith("*") ? name.includes(part) : name.endsWith(part);
  return wanted.endsWith("*") ? name.startsWith(part) : name === wanted;
}
