import { type Emulator, startEmulator } from "../../emulator/src";
import { accountWith } from "../../testing/account";
import { ProjectCopy } from "../../testing/project-copy";
import { emulatedCloud } from "../../testing/real-provider";
import { testIf } from "../../testing/requirements";
import type { CommandResult } from "../../testing/run-command";
import { commands, projectText } from "./readme";
import { RUN_BY_CI, type Walk, WALKS } from "./walks";

/** Milliseconds for one way; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

const inWalks = new Set(WALKS.flatMap((walk) => Object.keys(walk.commands)));

describe("a command of the README", () => {
  test.each(commands())("is run by a test or by CI: %s", (command) => {
    if (!inWalks.has(command) && !RUN_BY_CI.includes(command))
      throw new Error(
        `nothing runs this command: add it to test/readme/walks.ts, or take it out of README.md`,
      );
  });

  test.each([...inWalks, ...RUN_BY_CI])("is still there: %s", (command) => {
    expect(commands()).toContain(command);
  });

  test.each(RUN_BY_CI)("is run by CI, where a test cannot: %s", (command) => {
    expect(projectText(".ci/run")).toMatch(new RegExp(`^${command}\\b`, "m"));
  });
});

describe("the README's commands", () => {
  let walks: ReadonlyMap<Walk, Promise<void>>;

  // All at once, because they wait most of the time.
  beforeAll(() => {
    const possible = WALKS.filter(({ requirements = [] }) => requirements.every((one) => !one.missing));
    walks = new Map(possible.map((walk) => [walk, go(walk)]));
    // A walk that fails does so in its own test, which may come later.
    for (const walk of walks.values()) walk.catch(() => undefined);
  });

  for (const walk of WALKS) {
    testIf(
      walk.requirements ?? [],
      `${walk.exposes ? "expose the EIP" : "succeed"} ${walk.way}`,
      async () => {
        await walks.get(walk);
      },
      TIMEOUT,
    );
  }

  // None is left behind when only some of the tests were chosen.
  afterAll(() => Promise.allSettled(walks.values()), TIMEOUT);
});

/** Goes a walk to its end, in an account of its own. */
async function go(walk: Walk): Promise<void> {
  await inEmulatedCloud(async (emulator) => {
    const results = await run(walk, emulator);
    if (walk.exposes) expectExposed(emulator, results);
  });
}

/** Runs the commands of a walk in the README's order. Returns what each printed. */
async function run(walk: Walk, emulator: Emulator): Promise<CommandResult[]> {
  const project = await ProjectCopy.create({
    modules: walk.isInstalled ?? true,
    environment: { ...emulatedCloud(emulator), CI: "1" },
  });
  try {
    const results: CommandResult[] = [];
    for (const command of commands()) {
      const typed = walk.commands[command];
      if (typed === undefined) continue;
      const line = typed.with === undefined ? command : `${command} ${typed.with}`;
      results.push(await project.run(line, { input: typed.input ?? "", timeLimit: TIMEOUT / 2 }));
    }
    return results;
  } finally {
    await project.remove();
  }
}

/** Gives a story an account with what the README's configuration file names. */
async function inEmulatedCloud(story: (emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({
    seed: accountWith({
      instances: { "i-bp1example": "h" },
      eips: { "eip-bp1example": "203.0.113.106" },
    }),
  });
  try {
    await story(emulator);
  } finally {
    await emulator.close();
  }
}

function expectExposed({ cloud }: Emulator, results: readonly CommandResult[]): void {
  const networkInterface = [...cloud.networkInterfaces.values()].find(({ type }) => type === "Secondary");
  expect(networkInterface).toMatchObject({
    primaryIpAddress: "203.0.113.106",
    instanceId: "i-bp1example",
    status: "InUse",
  });
  expect(cloud.eips.get("eip-bp1example")).toMatchObject({ instanceId: networkInterface?.id, mode: "NAT" });

  const output = results.find(({ command }) => command.includes("output -json"));
  if (output === undefined) return;
  expect(JSON.parse(output.stdout)).toMatchObject({
    web: {
      eip: "203.0.113.106",
      network_interface_id: networkInterface?.id,
      mac_address: networkInterface?.macAddress,
      block: "203.0.113.96/28",
      vswitch_id: networkInterface?.vswitchId,
    },
  });
}
