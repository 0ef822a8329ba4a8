import { Agent, request } from "node:http";
import fc from "fast-check";
import { anyText } from "../../testing/any-text";
import { startEmulator, type Emulator } from "../src";
import { actions } from "../src/actions";
import { forbiddenIn } from "./model/invariants";
import { versionOf } from "./support/client";
import { exposed } from "./support/seeds";

/*
 * 10,000 requests that nobody should send. Each is answered, with an error that a client of the API can read unless it
 * happens to be fine, never with a 5xx; the process lives, and the state stays one that can be.
 */

interface Hostile {
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

const names = [...new Set([...actions.keys()].map((name) => name.split(":")[1] ?? ""))];
const writers = names.filter((name) => !/^(Describe|List|Get|Query)/.test(name));

const odd = fc.oneof(
  anyText(),
  fc.constantFrom(
    "null",
    "undefined",
    "[]",
    "{}",
    "[[]]",
    '["a",1]',
    "true",
    "-1",
    "0",
    "1e9",
    "NaN",
    "9".repeat(40),
    "0x10",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "../../etc/passwd",
    "%00",
    "\u0000",
    "\ud800",
    "💥",
    "' OR 1=1 --",
  ),
  fc.constantFrom(
    "10.0.0.0/33",
    "10.0.0.0/8",
    "256.1.1.1",
    "0.0.0.0/0",
    "::1/128",
    "203.0.113.96/28",
    "https://x",
    "${jndi:x}",
  ),
  fc.constantFrom(
    "vpc-main",
    "vsw-2",
    "i-app1",
    "eni-x",
    "eip-app1",
    "sg-web",
    "cn-hangzhou-h",
    "NetworkInterface",
    "EIP",
    "eni",
  ),
  fc.integer({ min: 1, max: 20_000 }).map((length) => "A".repeat(length)),
);
const parameterName = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...[
        "VpcId",
        "VSwitchId",
        "AllocationId",
        "NetworkInterfaceId",
        "InstanceId",
        "SecurityGroupId",
        "CommandId",
        "InvokeId",
      ],
      ...[
        "CidrBlock",
        "SecondaryCidrBlock",
        "ZoneId",
        "PrimaryIpAddress",
        "PrivateIpAddress",
        "PrivateIpAddress.1",
        "InstanceType",
      ],
      ...[
        "SecurityGroupIds.1",
        "SecurityGroupIds.2",
        "SecurityGroupIds",
        "InstanceIds",
        "InstanceId.1",
        "ResourceId.1",
        "ResourceType",
      ],
      ...[
        "Tag.1.Key",
        "Tag.1.Value",
        "Tag.2.Key",
        "Tag.99999.Key",
        "Tag..Key",
        "TagKey.1",
        "PageNumber",
        "PageSize",
        "MaxResults",
        "NextToken",
      ],
      ...[
        "Amount",
        "Bandwidth",
        "Mode",
        "ClientToken",
        "Parameters",
        "CommandContent",
        "Type",
        "Name",
        "Timeout",
        "EnableParameter",
        "Description",
      ],
      ...[
        "Permissions.1.IpProtocol",
        "Permissions.1.PortRange",
        "Permissions.1.SourceCidrIp",
        "Permissions",
        "IpProtocol",
        "PortRange",
      ],
      ...[
        "SecondaryPrivateIpAddressCount",
        "ImageId",
        "NetworkInterface.1.InstanceType",
        "SystemDisk.Size",
        "DestinationResource",
        "Cores",
      ],
      ...[
        "RegionId",
        "Signature",
        "AccessKeyId",
        "Format",
        "Version",
        "Action",
        "DryRun",
        "KeepCommand",
        "ContentEncoding",
        "All",
        "Force",
      ],
    ),
  },
  { weight: 1, arbitrary: odd },
);
const parameters = fc.array(fc.tuple(parameterName, odd), { maxLength: 12 });

const encoded = (pairs: readonly (readonly [string, string])[]) =>
  new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();

/** A real action with parameters that make no sense, or little. */
const senseless = fc
  .tuple(
    fc.oneof(fc.constantFrom(...names), fc.constantFrom(...writers)),
    parameters,
    fc.constantFrom("GET", "POST"),
  )
  .map(([action, pairs, method]): Hostile => {
    const text = encoded([["Action", action], ["Version", versionOf(action)], ...pairs]);
    const inBody = method === "POST" || text.length > 20_000;
    return {
      method: inBody ? "POST" : "GET",
      path: inBody ? "/" : `/?${text}`,
      type: "application/x-www-form-urlencoded",
      body: Buffer.from(inBody ? text : ""),
    };
  });
/** An action that does not exist, or a text that is no list of parameters. */
const meaningless = fc
  .tuple(
    fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"),
    fc.oneof(
      fc.constant("/"),
      fc.webPath(),
      fc.constantFrom("/?%", "/?a=%E0%A4%A", "/?=&=&&&", "//", "/?Action[]=a", "/?Action=a&Action=b"),
    ),
    fc.constantFrom(
      "application/x-www-form-urlencoded",
      "application/json",
      "text/plain",
      "multipart/form-data; boundary=x",
      "x",
    ),
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      odd.map((text) => Buffer.from(text)),
    ),
  )
  .map(([method, path, type, body]): Hostile => ({
    method,
    path: path === "" ? "/" : path,
    type,
    body: Buffer.from(body),
  }));
/** Very many, or very long. */
const enormous = fc
  .constantFrom<(() => string)[]>(
    () =>
      `Action=TagResources&Version=2014-05-26&${Array.from({ length: 40_000 }, (_, n) => `Tag.${n}.Key=k`).join("&")}`,
    () =>
      `Action=DescribeInstances&Version=2014-05-26&InstanceIds=${encodeURIComponent(JSON.stringify(Array(50_000).fill("i-app1")))}`,
    () =>
      `Action=CreateCommand&Version=2014-05-26&Name=a&Type=RunShellScript&CommandContent=${"A".repeat(900_000)}`,
    () => `Action=DescribeVpcs&Version=2016-04-28&PageNumber=${"[".repeat(100_000)}`,
    () => "A".repeat(2_000_000),
  )
  .map((text): Hostile => ({
    method: "POST",
    path: "/",
    type: "application/x-www-form-urlencoded",
    body: Buffer.from(text()),
  }));

const hostile = fc.oneof(
  { weight: 160, arbitrary: senseless },
  { weight: 40, arbitrary: meaningless },
  { weight: 1, arbitrary: enormous },
);

describe("hostile requests", () => {
  let emulator: Emulator;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });

  beforeAll(async () => {
    emulator = await startEmulator({
      seed: { ...exposed, quotas: { vpcs: 10_000, eips: 200, networkInterfaces: 1000 } },
    });
  });
  afterAll(async () => {
    agent.destroy();
    await emulator.close();
  });

  function send({ method, path, type, body }: Hostile): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": type, "content-length": body.length };
      const outgoing = request(
        { host: "127.0.0.1", port: emulator.port, method, path, headers, agent },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }

  it("get an answer that a client can read, 10,000 times, and the process lives", async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 100, maxLength: 100 }), async (requests) => {
        const answers = await Promise.all(requests.map(send));
        for (const { status, body } of answers) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          const answer = JSON.parse(body) as Record<string, unknown>;
          if (status === 200) continue;
          expect([status >= 400 && status < 500, answer]).toEqual([
            true,
            {
              RequestId: expect.stringMatching(/./) as string,
              HostId: expect.stringMatching(/./) as string,
              Code: expect.stringMatching(/./) as string,
              Message: expect.stringMatching(/./) as string,
            },
          ]);
        }
      }),
      { numRuns: 100, endOnFailure: true },
    );
    const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    expect(total).toBe(10_000);
    expect((statuses.get(200) ?? 0) / total).toBeLessThan(0.4);
    expect(forbiddenIn(emulator.cloud.toJSON())).toEqual([]);
  }, 240_000);
});
