import { once } from "node:events";
import * as fs from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { ExposureStack } from "../../lib";
import { loadFolder } from "../../lib/configuration/configuration-folder";
import { EMPTY_PLAN_LOCK } from "../../lib/planning/plan-lock";
import { Template } from "../../testing/template";
import { describeWithTerraform, TerraformWorkspace } from "../../testing/terraform";

describeWithTerraform("the state that GitLab keeps, over HTTP,", () => {
  let states: StateServer;
  let folder: string;

  beforeEach(async () => {
    states = await StateServer.start();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "http-backend-"));
    const lines = [
      "region: cn-hangzhou",
      "backend:",
      "  http:",
      `    address: "${states.address}/state/{stack}"`,
      `    lock_address: "${states.address}/state/{stack}/lock"`,
      `    unlock_address: "${states.address}/state/{stack}/lock"`,
      "    lock_method: POST",
      "    unlock_method: DELETE",
      "",
    ];
    fs.writeFileSync(path.join(folder, "defaults.yaml"), lines.join("\n"));
    for (const stack of ["web", "mail"])
      fs.writeFileSync(path.join(folder, `${stack}.yaml`), "exposures: {}\n");
  });

  afterEach(async () => {
    await states.stop();
    fs.rmSync(folder, { recursive: true });
  });

  it("is one for each stack, and locked while it is worked on", async () => {
    for (const stack of ["web", "mail"]) await inWorkspace(stack, (workspace) => apply(workspace));
    expect(Object.keys(states.states)).toEqual(["web", "mail"]);
    expect(states.calls.filter((call) => call.endsWith("/lock") || call.startsWith("POST"))).toEqual(
      ["web", "mail"].flatMap((stack) => [
        `POST /state/${stack}/lock`,
        `POST /state/${stack}`,
        `DELETE /state/${stack}/lock`,
      ]),
    );
    await inWorkspace("web", async (workspace) => {
      const { exitCode } = await workspace.run(["plan", "-detailed-exitcode"], { exitCodes: [0, 2] });
      expect(exitCode).toBe(0);
    });
  });

  it("is left alone by who finds it locked", async () => {
    states.locks.add("web");
    await inWorkspace("web", async (workspace) => {
      await expect(apply(workspace)).rejects.toThrow(/Error acquiring the state lock/);
    });
    expect(states.states).toEqual({});
  });

  async function apply(workspace: TerraformWorkspace): Promise<void> {
    await workspace.run(["apply", "-auto-approve", "-no-color"]);
  }

  /** With the backend of a stack and a resource of Terraform's own: the rest has nothing to do with where the state is. */
  async function inWorkspace(
    name: string,
    use: (workspace: TerraformWorkspace) => Promise<void>,
  ): Promise<void> {
    const found = loadFolder(folder, () => EMPTY_PLAN_LOCK).find(
      ({ configuration }) => configuration.stack === name,
    );
    if (found === undefined) throw new Error(`there is no stack ${name}`);
    const { text } = Template.of((app) => new ExposureStack(app, found.configuration));
    const { backend } = (JSON.parse(text) as { terraform: { backend: unknown } }).terraform;
    const workspace = await TerraformWorkspace.create({
      "cdk.tf.json": { terraform: { backend }, resource: { terraform_data: { web: {} } } },
    });
    try {
      await workspace.init({ backend: true });
      await use(workspace);
    } finally {
      await workspace.remove();
    }
  }
});

/** Keeps states as GitLab does: a state at an address, and its lock below it. */
class StateServer {
  public readonly states: Record<string, string> = {};
  public readonly locks = new Set<string>();
  /** What was asked for: `POST /state/web/lock`. */
  public readonly calls: string[] = [];

  public static async start(): Promise<StateServer> {
    const states = new StateServer();
    states.server.listen(0, "127.0.0.1");
    await once(states.server, "listening");
    return states;
  }

  private readonly server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (data) => (body += String(data)));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      const { pathname } = new URL(url, "http://localhost");
      this.calls.push(`${method} ${pathname}`);
      const [, , stack = "", lock] = pathname.split("/");
      const [status, text = ""] =
        lock === undefined ? this.state(method, stack, body) : this.lock(method, stack);
      response.writeHead(status).end(text);
    });
  });

  public get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  private state(method: string, stack: string, body: string): [status: number, text?: string] {
    if (method === "POST") {
      this.states[stack] = body;
      return [200];
    }
    const text = this.states[stack];
    return text === undefined ? [404] : [200, text];
  }

  private lock(method: string, stack: string): [status: number, text?: string] {
    if (method === "DELETE") {
      this.locks.delete(stack);
      return [200];
    }
    if (this.locks.has(stack)) return [423, "{}"];
    this.locks.add(stack);
    return [200];
  }
}
