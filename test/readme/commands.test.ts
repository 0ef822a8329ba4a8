import { spawn } from "node:child_process";
import { createServer } from "node:net";

import { parse } from "yaml";

import { type Emulator, startEmulator } from "../../emulator/src";
import { accountWith } from "../../testing/account";
import { ProjectCopy } from "../../testing/project-copy";
import { emulatedCloud, MADE_UP_ACCOUNT } from "../../testing/real-provider";
import { testIf } from "../../testing/requirements";
import { commandsIn, type Command, missingLines } from "./markdown";
import { PAGES, projectText } from "./readme";
import { RUN_ELSEWHERE, type Typed, type Walk, WALKS } from "./walks";

/** Milliseconds for one way; most of them are the provider's own fixed waits. */
const TIMEOUT = 600_000;

/** Port of the emulator that the tutorial names. */
const PORT = "8123";

const documented = PAGES.flatMap((page) =>
  commandsIn(projectText(page)).map((command) => ({ page, ...command })),
);

describe("a command of a page", () => {
  test.each(documented)("is run by a test, a script or CI: $page: $text", ({ page, text }) => {
    const isWalked = WALKS.some(({ commands }) => commands[page]?.[text] !== undefined);
    const { [text]: own, "*": others } = RUN_ELSEWHERE[page] ?? {};
    if (!isWalked && (own ?? others) === undefined)
      throw new Error(`nothing runs this command: add it to test/readme/walks.ts, or take it out of ${page}`);
  });

  const known = [...WALKS.map(({ commands }) => commands), RUN_ELSEWHERE]
    .flatMap((pages) => Object.entries<object>(pages))
    .flatMap(([page, commands]) => Object.keys(commands).map((text) => ({ page, text })));

  test.each(known)("is still there: $page: $text", ({ page, text }) => {
    const texts = documented.filter((command) => command.page === page).map((command) => command.text);
    expect(texts).toContain(text === "*" ? texts[0] : text);
  });

  const elsewhere = [...new Set(Object.values(RUN_ELSEWHERE).flatMap((commands) => Object.values(commands)))];

  test.each(elsewhere)("is run where it is said to be: %s", (place) => {
    const [, file = "", text = ""] = /^(\S+): (.*)$/.exec(place) ?? [];
    expect(projectText(file)).toContain(text);
  });
});

describe("the commands of the pages", () => {
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
      `${walk.exposes === undefined ? "succeed" : "expose the EIPs"} ${walk.way}`,
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
  const { exposes } = walk;
  if (exposes === undefined) return run(walk, MADE_UP_ACCOUNT);
  const exposures = Object.values(
    (parse(exposes) as { exposures: Readonly<Record<string, Exposure>> }).exposures,
  );
  const emulator = await startEmulator({
    seed: accountWith({
      instances: Object.fromEntries(exposures.map(({ instance }) => [instance, "h"])),
      eips: Object.fromEntries(exposures.map(({ eip }, index) => [`eip-bp1example${index}`, eip])),
    }),
  });
  try {
    await run(walk, emulatedCloud(emulator));
    for (const exposure of exposures) expectExposed(emulator, exposure);
  } finally {
    await emulator.close();
  }
}

interface Exposure {
  readonly instance: string;
  readonly eip: string;
}

/** Runs the commands of a walk in the order of the pages, and compares what each prints with what its page shows. */
async function run(walk: Walk, environment: Readonly<Record<string, string>>): Promise<void> {
  const project = await ProjectCopy.create({
    modules: walk.isInstalled ?? true,
    environment: { ...environment, CI: "1" },
  });
  const terminals = new Terminals(project, String(await freePort()));
  try {
    if (walk.exposes !== undefined) await project.write("exposure.yaml", walk.exposes);
    for (const [page, typed] of Object.entries(walk.commands)) {
      for (const command of commandsIn(projectText(page))) {
        const how = typed[command.text];
        if (how === undefined) continue;
        const printed = await terminals.type(command, how);
        const missing = missingLines(command.printed ?? "", printed);
        if (missing.length > 0)
          throw new Error(
            `${page}: "${command.text}" does not print\n${missing.join("\n")}\nbut\n${printed}`,
          );
      }
    }
  } finally {
    await terminals.close();
    await project.remove();
  }
}

/** The terminals that somebody has open who follows a page. */
class Terminals {
  private readonly ends: (() => Promise<void>)[] = [];
  /** What the shell was told to export. */
  private exported = "";
  /** The command that opens a shell in the instance. */
  private shellInInstance = "";

  public constructor(
    private readonly project: ProjectCopy,
    private readonly port: string,
  ) {}

  /** Types a command. @returns what it prints; of one that goes on, until it is ready */
  public async type(
    { text }: Command,
    { with: more, input = "", in: place = "shell" }: Typed,
  ): Promise<string> {
    const line = `${text}${more === undefined ? "" : ` ${more}`}`
      .replace(/^exposed-eip /, "node scripts/app.js bin/exposed-eip.ts ")
      .replace(/^npx alicloud-emulator/, `$& --port ${this.port}`);
    if (place === "terminal of its own") return this.start(line);
    if (place === "instance") return this.print(this.shellInInstance, `${line}\n`);
    if (line.startsWith("export ")) {
      this.exported = `${line}; `;
      await this.useOwnPort();
      return "";
    }
    return this.print(`${this.exported}${line}`, input);
  }

  private async print(line: string, input: string): Promise<string> {
    const { stdout, stderr } = await this.project.run(line, { input, timeLimit: TIMEOUT / 2 });
    return stdout + stderr;
  }

  /** Starts the emulator. It has no more to say once it listens. */
  private async start(line: string): Promise<string> {
    const program = spawn("sh", ["-c", line], {
      cwd: this.project.folder,
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    const ended = new Promise<void>((resolve) =>
      program.on("close", () => {
        resolve();
      }),
    );
    this.ends.push(async () => {
      // As Ctrl-C does: also what it has started is told.
      if (program.pid !== undefined && program.exitCode === null) process.kill(-program.pid, "SIGINT");
      await ended;
    });
    let printed = "";
    const isReady = new Promise<void>((resolve) => {
      program.stdout.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        if (/ listens on \S+ /.test(printed)) resolve();
      });
    });
    await Promise.race([isReady, ended]);
    this.shellInInstance = /: (nsenter .*)/.exec(printed)?.[1] ?? "";
    return printed.replaceAll(this.port, PORT);
  }

  /** Several tests may run at once, and the page has only one port. */
  private async useOwnPort(): Promise<void> {
    const [, file = ""] = /EXPOSURE_CONFIG=(\S+)/.exec(this.exported) ?? [];
    await this.project.write(file, (await this.project.read(file)).replaceAll(PORT, this.port));
  }

  public async close(): Promise<void> {
    await Promise.all(this.ends.map((end) => end()));
  }
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      resolve();
    }),
  );
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

function expectExposed({ cloud }: Emulator, { instance, eip }: Exposure): void {
  const networkInterface = [...cloud.networkInterfaces.values()].find(
    ({ primaryIpAddress }) => primaryIpAddress === eip,
  );
  expect(networkInterface).toMatchObject({ instanceId: instance, type: "Secondary", status: "InUse" });
  const bound = [...cloud.eips.values()].find(({ ipAddress }) => ipAddress === eip);
  expect(bound).toMatchObject({ instanceId: networkInterface?.id, mode: "NAT" });
}
