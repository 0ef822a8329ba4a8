import { existsSync } from "node:fs";
import * as path from "node:path";

import { ProjectCopy } from "../../testing/project-copy";

describe("a copy of the project", () => {
  let project: ProjectCopy;

  beforeEach(async () => {
    project = await ProjectCopy.create({ modules: false, environment: { GREETING: "hello" } });
  });

  afterEach(() => project.remove());

  it("has what git tracks, and nothing that is made", async () => {
    expect(JSON.parse(await project.read("package.json"))).toHaveProperty("name");
    expect(await project.read(".ci/run")).toMatch(/^#!/);
    for (const made of ["node_modules", "cdktf.out", "dist", "providers/alicloud/lib", ".git"])
      expect(existsSync(path.join(project.folder, made))).toBe(false);
  });

  it("is a folder of its own, whose files can be changed", async () => {
    await project.write("exposure.yaml", "changed\n");
    expect((await project.run('read -r text <exposure.yaml; printf %s "$text $GREETING"')).stdout).toBe(
      "changed hello",
    );
    await project.remove("exposure.yaml");
    expect(existsSync(path.join(project.folder, "exposure.yaml"))).toBe(false);
  });

  it("runs commands as if npm and Jest had not started them", async () => {
    const { stdout } = await project.run("env");
    expect(stdout).not.toMatch(/^(npm_|GIT_|JEST_|NODE_ENV|INIT_CWD|TF_)/m);
  });

  it("fails with the whole output when a command exits with an unexpected code", async () => {
    await expect(project.run("echo said; exit 3")).rejects.toThrow(/exited with 3[\s\S]*said/);
    await expect(project.run("exit 3", { exitCodes: [0, 3] })).resolves.toMatchObject({ exitCode: 3 });
  });
});
