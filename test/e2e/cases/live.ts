import { spawn } from "node:child_process";
import * as path from "node:path";

import type { Deployment } from "../deployment";
import type { Cases } from "../end-to-end-cases";
import { expectAsBefore } from "../expectations";
import { nothing } from "../from-nothing";

const ROOT = path.resolve(__dirname, "../../..");

const OPTIONS =
  "--region cn-hangzhou --zone cn-hangzhou-h --type ecs.g7.large --image aliyun_3_x64_20G_alibase_20260101.vhd --ping 192.0.2.1";

export const LIVE: Cases = {
  title: "npm run e2e:live, in an emulated account,",
  cases: [
    {
      name: "confirms what the emulator assumes, and leaves nothing",
      always: true,
      seed: nothing,
      story: confirm,
    },
    { name: "makes nothing without consent", always: true, seed: nothing, story: refuse },
    { name: "destroys everything after Ctrl-C", always: true, seed: nothing, story: interrupt },
    { name: "destroys everything when the stack cannot be made", seed: nothing, story: fail },
    { name: "says what is left when destroying fails, and destroys it later", seed: nothing, story: leave },
  ],
};

async function confirm(deployment: Deployment): Promise<string> {
  const { exitCode, output } = await live(deployment, "--yes");
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(output).not.toMatch(/NOT AS ASSUMED|not reached/);
  const numbers = [...output.matchAll(/^ {2}(\d+) +(?:as assumed|open)/gm)].map(([, number]) =>
    Number(number),
  );
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expectAsBefore(deployment);
  return `${numbers.length} checks`;
}

async function refuse(deployment: Deployment): Promise<string> {
  const { exitCode, output } = await live(deployment, "", { input: "yes\n" });
  expect(exitCode).toBe(1);
  expect(output).toContain("Nothing was created.");
  expect(deployment.emulator.calls.summary().total).toBe(0);
  return "no call";
}

async function interrupt(deployment: Deployment): Promise<string> {
  const running = live(deployment, "--yes", { interruptAt: "AttachNetworkInterface" });
  const { exitCode, output } = await running;
  expect({ exitCode, output }).toMatchObject({ exitCode: 130 });
  expect(output).toContain("nothing is left");
  expectAsBefore(deployment);
  return "nothing left";
}

async function fail(deployment: Deployment): Promise<string> {
  deployment.emulator.setFaults([{ fault: "deny", actions: ["ecs:AttachNetworkInterface"] }]);
  const { exitCode, output } = await live(deployment, "--yes");
  expect(exitCode).toBe(1);
  expect(output).toMatch(/^ {2}1 +NOT AS ASSUMED .*Forbidden\.RAM$/m);
  expectAsBefore(deployment);
  return "nothing left";
}

async function leave(deployment: Deployment): Promise<string> {
  const actions = ["ecs:AttachNetworkInterface", "vpc:ReleaseEipAddress"];
  deployment.emulator.setFaults([{ fault: "deny", actions }]);
  const first = await live(deployment, "--yes");
  expect(first.exitCode).toBe(1);
  expect(first.output).toMatch(/STILL THERE.*\n {2}alicloud_eip_address\.eip\n/);
  const again = await live(deployment, "--yes");
  expect(again).toMatchObject({ exitCode: 1 });
  expect(again.output).toContain("--destroy");

  deployment.emulator.setFaults([]);
  expect(await live(deployment, "--destroy")).toMatchObject({ exitCode: 0 });
  expectAsBefore(deployment);
  return "the EIP is named, and destroyed with --destroy";
}

async function live(
  deployment: Deployment,
  args: string,
  { input = "", interruptAt }: { readonly input?: string; readonly interruptAt?: string } = {},
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const program = [path.join(ROOT, "scripts/app.js"), "scripts/e2e-live.ts", ...OPTIONS.split(" ")];
  const child = spawn(process.execPath, [...program, ...args.split(" ").filter(Boolean)], {
    cwd: deployment.folder,
    env: deployment.environment,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stdin.end(input);
  if (interruptAt !== undefined) {
    void deployment.afterCall(interruptAt).then(() => child.kill("SIGINT"));
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { exitCode, output };
}
