import { type AddressInfo, createServer } from "node:net";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { z } from "zod";

import { type Emulator, type FaultRules, startEmulator } from "../../emulator/src";
import { CloudError } from "../../lib/errors";
import { CloudClient, type CloudOptions } from "../../lib/live/cloud-client";
import { accountWith } from "../../testing/account";
import { withEnvironment } from "./cloud-environment";

const KEY = { id: "LTAI-made-up-id", secret: "made-up-secret" };
const CREDENTIALS = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.secret,
};

const servers = Array.from({ length: 7 }, (_, index) => `i-web${index}`);

describe("the client of the cloud", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    const instances = Object.fromEntries(servers.map((id) => [id, "h"]));
    emulator = await startEmulator({ seed: accountWith({ instances, eips: {} }), key: KEY });
  });

  afterAll(() => emulator.close());

  beforeEach(() => {
    emulator.setFaults([]);
  });

  const options = (more: Partial<CloudOptions> = {}): CloudOptions => ({
    region: "cn-hangzhou",
    pause: 1,
    ...more,
    provider: {
      endpoints: { ecs: `http://${emulator.endpoint}`, vpc: `http://${emulator.endpoint}` },
      ...more.provider,
    },
  });

  const instances = async (more?: Partial<CloudOptions>, size = 3): Promise<string[]> => {
    const client = await CloudClient.connect(options(more));
    const schema = z.object({
      Instances: z.object({ Instance: z.array(z.object({ InstanceId: z.string() })) }),
    });
    const found = await client.pages(
      "ecs",
      "DescribeInstances",
      {},
      schema,
      (answer) => answer.Instances.Instance,
      size,
    );
    return found.map(({ InstanceId }) => InstanceId);
  };

  /** The message of the error of a call. */
  const refusal = async (call: () => Promise<unknown>): Promise<CloudError> => {
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CloudError);
    const { message } = error as Error;
    for (const secret of Object.values(KEY)) expect(message).not.toContain(secret);
    return error as CloudError;
  };

  it("reads each page of a list, with a signature that the emulator checks", async () => {
    await withEnvironment(CREDENTIALS, async () => {
      expect((await instances()).sort()).toEqual(servers);
      expect(await instances({}, 7)).toHaveLength(7);
    });
  });

  it("calls over HTTPS too, and trusts the certificate in SSL_CERT_FILE", async () => {
    const provider = { endpoints: [{ ecs: emulator.endpoint }] };
    await withEnvironment({ ...CREDENTIALS, SSL_CERT_FILE: emulator.certificateFile }, async () => {
      expect(await instances({ provider })).toHaveLength(7);
    });
    await withEnvironment(CREDENTIALS, async () => {
      expect(await instances({ provider: { ...provider, insecure: true } })).toHaveLength(7);
      const { message } = await refusal(() => instances({ provider }));
      expect(message).toMatch(/^The certificate of .* is not trusted \(\w+\); set SSL_CERT_FILE /);
    });
  });

  it("takes the endpoint of the environment, as the Terraform provider does", async () => {
    const environment = { ...CREDENTIALS, ALIBABA_CLOUD_ENDPOINT_ECS: emulator.endpoint };
    await withEnvironment(environment, async () => {
      expect(await instances({ provider: { endpoints: [], protocol: "HTTP" } })).toHaveLength(7);
    });
  });

  it("repeats a call that is throttled or whose connection is closed", async () => {
    emulator.setFaults([
      { fault: "throttle", times: 3 },
      { fault: "reset", after: 3, times: 2 },
    ]);
    await withEnvironment(CREDENTIALS, async () => {
      expect(await instances()).toHaveLength(7);
    });
  });

  const faults: readonly [string, FaultRules, RegExp][] = [
    [
      "a permission that is missing",
      [{ fault: "deny", actions: ["ecs:DescribeInstances"] }],
      /^The credentials do not allow ecs:DescribeInstances \(Forbidden\.RAM\); add it to their RAM policy\./,
    ],
    [
      "throttling that does not end",
      [{ fault: "throttle" }],
      /^Alibaba Cloud throttles ecs:DescribeInstances \(Throttling\.User\), also after 6 attempts; wait /,
    ],
    [
      "a connection that is closed each time",
      [{ fault: "reset" }],
      /^127\.0\.0\.1:\d+ cannot be reached \(ECONNRESET\); check /,
    ],
    [
      "a refusal with the key in its text",
      [{ fault: "error", status: 400, code: "Strange", message: `Signed by ${KEY.id} and ${KEY.secret}.` }],
      /^Alibaba Cloud refused ecs:DescribeInstances: Strange: Signed by \*{3} and \*{3} \(request [\w-]+\)\.$/,
    ],
    [
      "an expired token",
      [{ fault: "error", status: 403, code: "InvalidSecurityToken.Expired", message: "x" }],
      /^The credentials from environment variables .* are not valid \(InvalidSecurityToken\.Expired\); renew /,
    ],
  ];

  it.each(faults)("says in one sentence what to do about %s", async (_, rules, message) => {
    emulator.setFaults(rules);
    await withEnvironment(CREDENTIALS, async () => {
      expect((await refusal(instances)).message).toMatch(message);
    });
  });

  it("names the permission that is missing", async () => {
    emulator.setFaults([{ fault: "deny", actions: ["ecs:*"] }]);
    await withEnvironment(CREDENTIALS, async () => {
      expect((await refusal(instances)).missingPermission).toBe("ecs:DescribeInstances");
    });
  });

  it("gets an empty list where the cloud hides instead of refusing", async () => {
    emulator.setFaults([{ fault: "deny", actions: ["ecs:*"], lists: "empty" }]);
    await withEnvironment(CREDENTIALS, async () => {
      expect(await instances()).toEqual([]);
    });
  });

  it("says that a key is wrong, and that a region does not exist", async () => {
    await withEnvironment({ ...CREDENTIALS, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another" }, async () => {
      const { message } = await refusal(instances);
      expect(message).toMatch(/are not valid \(SignatureDoesNotMatch\)/);
      expect(message).not.toContain("another");
    });
    await withEnvironment(CREDENTIALS, async () => {
      const { message } = await refusal(() => instances({ region: "cn-nowhere" }));
      expect(message).toMatch(/^The region cn-nowhere does not exist at /);
    });
  });

  it("says that nothing is there, that nothing answers, and that something else answers", async () => {
    const silent = createServer((socket) => {
      socket.on("data", () => setTimeout(() => socket.destroy(), 1000));
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const at = (endpoint: string) => ({
      provider: { endpoints: { ecs: `http://${endpoint}` } },
      timeLimit: 100,
    });
    await withEnvironment(CREDENTIALS, async () => {
      expect((await refusal(() => instances(at(`127.0.0.1:${port}`)))).message).toMatch(
        / did not answer ecs:/,
      );
      await new Promise((resolve) => {
        silent.close(resolve);
      });
      expect((await refusal(() => instances(at(`127.0.0.1:${port}`)))).message).toMatch(/\(ECONNREFUSED\)/);
      const client = await CloudClient.connect(options());
      const call = client.call("ecs", "DescribeInstances", {}, z.object({ Nothing: z.string() }));
      expect((await refusal(() => call)).message).toMatch(
        /does not answer ecs:DescribeInstances like the API/,
      );
    });
  });

  describe("without a key in the environment", () => {
    let home: string;

    beforeEach(() => {
      home = fs.mkdtempSync(path.join(os.tmpdir(), "live-"));
      fs.mkdirSync(path.join(home, ".aliyun"));
    });

    afterEach(() => {
      fs.rmSync(home, { recursive: true });
    });

    const profiles = (...names: string[]): void => {
      const keys = {
        mode: "AK",
        access_key_id: KEY.id,
        access_key_secret: KEY.secret,
        region_id: "cn-hangzhou",
      };
      const text = JSON.stringify({ current: names[0], profiles: names.map((name) => ({ name, ...keys })) });
      fs.writeFileSync(path.join(home, ".aliyun/config.json"), text);
    };

    it("takes the profile of the CLI, or the one that the configuration names", async () => {
      profiles("default", "production");
      await withEnvironment({ HOME: home }, async () => {
        expect(await instances()).toHaveLength(7);
        expect((await CloudClient.connect(options())).origin).toContain("~/.aliyun/config.json");
        expect(await instances({ provider: { profile: "production" } })).toHaveLength(7);
        const { message } = await refusal(() => instances({ provider: { profile: "staging" } }));
        expect(message).toMatch(
          /^No credentials found in the profile staging of .*aliyun configure --profile staging$/,
        );
      });
    });

    it("never prints a profile file that is broken", async () => {
      fs.writeFileSync(path.join(home, ".aliyun/config.json"), `{"access_key_secret": "${KEY.secret}",`);
      await withEnvironment({ HOME: home }, async () => {
        expect((await refusal(instances)).message).toMatch(
          /^No credentials found; set ALIBABA_CLOUD_ACCESS_KEY_ID /,
        );
      });
    });

    it("says so of variables that only the Terraform provider reads", async () => {
      await withEnvironment(
        { HOME: home, ALICLOUD_ACCESS_KEY: KEY.id, ALICLOUD_SECRET_KEY: KEY.secret },
        async () => {
          expect((await refusal(instances)).message).toBe(
            "No credentials found: only the Terraform provider reads ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY; " +
              "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET instead, which both read.",
          );
        },
      );
    });
  });
});
