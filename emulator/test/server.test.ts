import { X509Certificate } from "node:crypto";
import { readFileSync, existsSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { startEmulator, type Emulator, type EmulatorOptions } from "../src";
import { createCertificate } from "../src/https";
import { signatureOf } from "../src/signature";
import { call } from "./support/client";
import { exposed, preparations } from "./support/seeds";

let emulator: Emulator | undefined;
const start = async (options: EmulatorOptions = {}): Promise<Emulator> =>
  (emulator = await startEmulator(options));

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

/** Sends a request and gives status and body; fails when the connection does. */
function send(
  { port, certificate }: Emulator,
  options: { tls?: boolean; method?: string; path?: string; body?: string; type?: string },
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = options.type === undefined ? {} : { "content-type": options.type };
    const common = {
      host: "127.0.0.1",
      port,
      method: options.method ?? "GET",
      path: options.path ?? "/",
      headers,
      agent: false,
    };
    const request = options.tls === true ? httpsRequest({ ...common, ca: certificate }) : httpRequest(common);
    request.on("error", reject);
    request.on("response", (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => {
        resolve({ status: response.statusCode, body });
      });
    });
    request.end(options.body);
  });
}

/** Sends bytes, and gives what comes back until the connection is closed. */
function sendBytes({ port }: Emulator, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => (answer += chunk.toString()));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      resolve(answer);
    });
  });
}

const vpcs = "/?Action=DescribeVpcs&Version=2016-04-28";

describe("the port", () => {
  it("takes plain HTTP and HTTPS alike, and the certificate can be verified", async () => {
    const running = await start({ seed: preparations });
    const plain = await send(running, { path: vpcs });
    const secure = await send(running, { path: vpcs, tls: true });
    expect([plain.status, secure.status]).toEqual([200, 200]);
    expect(secure.body).toContain("vpc-main");
  });

  it("has a certificate for this machine only, from the day before for a year", async () => {
    const { certificate } = await createCertificate(new Date("2026-06-15T12:00:00Z"));
    const parsed = new X509Certificate(certificate);
    expect(parsed.ca).toBe(true);
    expect(parsed.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(parsed.checkIP("::1")).toBe("::1");
    expect(parsed.checkHost("localhost")).toBe("localhost");
    expect(parsed.checkHost("example.com")).toBeUndefined();
    expect(new Date(parsed.validFrom).toISOString()).toBe("2026-06-14T12:00:00.000Z");
    expect(new Date(parsed.validTo).toISOString()).toBe("2027-06-15T12:00:00.000Z");
  });

  it("merges query and body, the body first", async () => {
    const running = await start({ seed: { vpcs: [{ id: "vpc-a" }, { id: "vpc-b" }] } });
    const answer = await send(running, {
      method: "POST",
      path: `${vpcs}&VpcId=vpc-a`,
      body: "VpcId=vpc-b",
      type: "application/x-www-form-urlencoded",
    });
    expect(answer.body).toContain('"VpcId":"vpc-b"');
    expect(answer.body).not.toContain('"VpcId":"vpc-a"');
  });

  it("keeps a connection that is idle for longer than the provider waits between two polls", async () => {
    const running = await start();
    const response = await fetch(`http://${running.endpoint}${vpcs}`);
    await response.text();
    const seconds = Number(/timeout=(\d+)/.exec(response.headers.get("keep-alive") ?? "")?.[1]);
    expect(seconds).toBeGreaterThan(60);
  });

  it("takes a command of 18 KB in the URL", async () => {
    const content = "QUFB".repeat((18 * 1024) / 4);
    const running = await start();
    const path = `/?Action=CreateCommand&Version=2014-05-26&Name=a&Type=RunShellScript&CommandContent=${content}`;
    expect((await send(running, { method: "POST", path })).status).toBe(200);
  });

  it("refuses to start where another one listens", async () => {
    const running = await start();
    await expect(startEmulator({ port: running.port })).rejects.toThrow("EADDRINUSE");
  });

  it("removes its certificate and closes its connections in the end", async () => {
    const running = await start();
    expect(readFileSync(running.certificateFile, "utf8")).toBe(running.certificate);
    const idle = sendBytes(running, "GET / HTTP/1.1\r\n");
    await running.close();
    emulator = undefined;
    await expect(idle).resolves.toBe("");
    expect(existsSync(running.certificateFile)).toBe(false);
    await expect(send(running, {})).rejects.toThrow("ECONNREFUSED");
  });
});

describe("an error", () => {
  it.each<[string, Parameters<typeof send>[1], number, string]>([
    ["without an action", {}, 400, "MissingParameter"],
    ["without a version", { path: "/?Action=DescribeVpcs" }, 400, "MissingParameter"],
    ["with an unknown version", { path: "/?Action=DescribeVpcs&Version=2000-01-01" }, 404, "InvalidVersion"],
    [
      "with an unknown action",
      { path: "/?Action=MakeCoffee&Version=2016-04-28" },
      404,
      "InvalidAction.NotFound",
    ],
    [
      "with an action of another API",
      { path: "/?Action=RunInstances&Version=2016-04-28" },
      404,
      "InvalidAction.NotFound",
    ],
    [
      "with an action that is a property of every object",
      { path: "/?Action=constructor&Version=2016-04-28" },
      404,
      "InvalidAction.NotFound",
    ],
    ["to another path", { path: "/vpcs" }, 404, "InvalidRequest.NotFound"],
    ["to a path that cannot be decoded", { path: "/%zz" }, 400, "InvalidRequest"],
    ["by another method", { method: "DELETE" }, 404, "InvalidRequest.NotFound"],
    [
      "with a body in JSON",
      { method: "POST", body: "{}", type: "application/json" },
      415,
      "UnsupportedContentType",
    ],
    [
      "with a body that is too long",
      { method: "POST", body: "A".repeat(2 ** 21), type: "application/x-www-form-urlencoded" },
      413,
      "InvalidRequest",
    ],
    ["with a header that is too long", { path: `/?a=${"a".repeat(80_000)}` }, 431, "InvalidRequest"],
  ])("%s has a body that the provider reads", async (_case, options, status, code) => {
    const answer = await send(await start(), options);
    expect(answer.status).toBe(status);
    const text = expect.stringMatching(/./) as string;
    expect(JSON.parse(answer.body)).toEqual({
      RequestId: text,
      HostId: expect.any(String) as string,
      Code: code,
      Message: text,
    });
  });

  it.each([
    ["no HTTP", "EHLO example.com\r\n\r\n"],
    ["a proxy's", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n"],
    ["with two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
  ])("of a request that is %s is understood too", async (_case, bytes) => {
    const running = await start();
    expect(await sendBytes(running, bytes)).toContain('"Code":"InvalidRequest"');
    expect((await send(running, { path: vpcs })).status).toBe(200);
  });

  it("of a TLS handshake that is none closes the connection only", async () => {
    const running = await start();
    await sendBytes(running, Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5]));
    expect((await send(running, { path: vpcs })).status).toBe(200);
  });
});

describe("signatures", () => {
  const key = { id: "testid", secret: "testsecret" };

  it("are checked when a key is given", async () => {
    const running = await start({ key });
    const parameters = new Map(
      Object.entries({
        Action: "DescribeVpcs",
        Version: "2016-04-28",
        AccessKeyId: "testid",
        VpcName: "a b*c~é",
      }),
    );
    const signed = (signature: string) =>
      `/?${new URLSearchParams([...parameters, ["Signature", signature]]).toString()}`;
    expect((await send(running, { path: signed(signatureOf("testsecret", "GET", parameters)) })).status).toBe(
      200,
    );
    expect((await send(running, { path: signed("AAAA") })).body).toContain("SignatureDoesNotMatch");
    expect((await send(running, { path: vpcs })).body).toContain("InvalidAccessKeyId.NotFound");
  });

  it("are not asked for when none is given", async () => {
    expect((await send(await start(), { path: vpcs })).status).toBe(200);
  });
});

describe("a fault of the connection", () => {
  it.each([false, true])("closes it without an answer (TLS: %s)", async (tls) => {
    const running = await start({ faults: [{ fault: "reset", times: 1 }] });
    await expect(send(running, { path: vpcs, tls })).rejects.toThrow(/ECONNRESET|hang up/);
    expect((await send(running, { path: vpcs, tls })).status).toBe(200);
  });

  it("loses the answer to what was done", async () => {
    const running = await start({ faults: [{ fault: "lose-response", actions: ["CreateVpc"] }] });
    await expect(call(running, "CreateVpc")).rejects.toThrow();
    expect(running.cloud.vpcs.size).toBe(1);
  });
});

describe("whoever runs the emulator", () => {
  it("sees the state, saves it and loads it again", async () => {
    const first = await start({ seed: exposed });
    const saved = (await send(first, { path: "/state" })).body;
    await first.close();
    const second = await start();
    expect((await send(second, { method: "PUT", path: "/state", body: saved })).status).toBe(204);
    expect(JSON.parse((await send(second, { path: "/state" })).body)).toEqual(JSON.parse(saved));
  });

  it("gets every mistake in a state told, and the old state is kept", async () => {
    const running = await start({ seed: preparations });
    const answer = await send(running, {
      method: "PUT",
      path: "/state",
      body: '{"vpcs":[{"id":"x"}],"y":1}',
    });
    expect(answer.status).toBe(400);
    expect((JSON.parse(answer.body) as { Message: string }).Message.split("\n")).toHaveLength(2);
    expect(running.cloud.vpcs.has("vpc-main")).toBe(true);
    expect((await send(running, { method: "PUT", path: "/state", body: "{" })).status).toBe(400);
  });

  it("sees every call and how often each was made, without secrets", async () => {
    const running = await start();
    await call(running, "DescribeVpcs", { AccessKeyId: "id", Signature: "s" });
    await call(running, "DescribeVpcs");
    await call(running, "DeleteVpc", { VpcId: "vpc-none", Password: "secret" });
    await send(running, { path: "/?Action=Unheard&Version=2016-04-28" });
    const answer = JSON.parse((await send(running, { path: "/calls?action=DeleteVpc" })).body) as Record<
      string,
      unknown
    >;
    expect(answer).toMatchObject({ total: 4, actions: { DescribeVpcs: 2, DeleteVpc: 1, "(unknown)": 1 } });
    expect(answer.calls).toEqual([
      expect.objectContaining({
        product: "vpc",
        action: "DeleteVpc",
        parameters: { RegionId: "cn-hangzhou", VpcId: "vpc-none" },
        result: "UnsupportedParameter",
      }),
    ]);
    expect(JSON.stringify(running.calls.list())).not.toContain("secret");
  });

  it("changes the faults, and goes back to the seed", async () => {
    const running = await start({ seed: preparations });
    expect(
      (await send(running, { method: "PUT", path: "/faults", body: '[{"fault":"throttle"}]' })).status,
    ).toBe(204);
    expect((await call(running, "DescribeVpcs")).body.Code).toBe("Throttling.User");
    expect((await send(running, { method: "PUT", path: "/faults", body: "[]" })).status).toBe(204);
    await call(running, "AllocateEipAddress");
    expect((await send(running, { method: "POST", path: "/reset" })).status).toBe(204);
    expect([...running.cloud.eips.keys()]).toEqual(["eip-app1"]);
    expect(running.calls.summary().total).toBe(0);
  });

  it("is refused when the faults are wrong", async () => {
    const answer = await send(await start(), { method: "PUT", path: "/faults", body: '[{"fault":"rain"}]' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("faults[0]");
  });
});
