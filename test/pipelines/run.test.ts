import { startEmulator } from "../../emulator/src";
import { accountWith } from "../../testing/account";
import { emulatedCloud, realProvider } from "../../testing/real-provider";
import { describeIf, programsOnPath, testIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Repository } from "./repository";
import { scriptsOf } from "./workflow";

const TIMEOUT = 600_000;

/** Runs in an account with the instance and the EIP of the example. */
const seed = accountWith({
  instances: { "i-bp1example1": "h" },
  eips: { "eip-bp1example": "198.51.100.9" },
});

/** What the runner has beside Node.js, npm and git. */
const runner = programsOnPath("bash", "cat", "cp", "cmp", "jq", "mkdir", "rm");

describeIf(runner, "GitHub Actions, for a branch that gives one exposure another EIP,", () => {
  let repository: Repository;

  beforeAll(async () => {
    repository = await Repository.create();
    await repository.run("git worktree add --quiet --detach cdktf.base-source origin/main");
    const files = { GITHUB_OUTPUT: "output.txt", GITHUB_STEP_SUMMARY: "summary.md" };
    for (const script of scriptsOf("synth")) await repository.run(script, files);
  }, TIMEOUT);

  afterAll(() => repository.remove());

  it("shows that in the summary", () => {
    expect(repository.read("summary.md")).toMatch(/replaced.*EIP 198\.51\.100\.7 → 198\.51\.100\.9/);
  });

  it("makes a job for that stack only", () => {
    expect(repository.read("output.txt")).toBe(
      'matrix={"include":[{"stack":"mail","folder":"cdktf.out/stacks/mail"}]}\n',
    );
  });
});

testIf(
  [terraform, realProvider, runner],
  "GitHub Actions applies what it planned, by the providers that are kept with the configuration",
  async () => {
    const emulator = await startEmulator({ seed });
    const repository = await Repository.create(emulatedCloud(emulator));
    try {
      const variables = { STACK: "mail", FOLDER: "cdktf.out/stacks/mail", GITHUB_OUTPUT: "output.txt" };
      await repository.run("npm run synth");
      const said: string[] = [];
      for (const script of scriptsOf("plan").slice(0, 3))
        said.push((await repository.run(script, variables)).stdout);
      expect(repository.read("output.txt")).toBe("code=2\n");
      // What was installed is not in the repository yet.
      expect(said[0]).toMatch(/^::warning title=provider lock::mail has providers/m);
      expect(repository.read("plan-mail.txt")).toContain("alicloud_eip_association.smtp will be created");
      for (const script of scriptsOf("apply")) await repository.run(script, variables);
      expect(emulator.cloud.eips.get("eip-bp1example")).toMatchObject({ status: "InUse" });

      // What is committed is what the next run installs, and needs no word; and nothing has drifted then.
      await repository.run("rm -rf cdktf.out/stacks/production-* output.txt");
      const { stdout } = await repository.run("npm run --silent lock");
      expect(stdout).toContain("exposures/.terraform.lock.hcl updated; commit it with the configuration\n");
      const [init = "", , plan = ""] = scriptsOf("plan");
      expect((await repository.run(init, variables)).stdout).not.toContain("provider lock");
      await repository.run(plan, variables);
      expect(repository.read("output.txt")).toBe("code=0\n");
    } finally {
      await repository.remove();
      await emulator.close();
    }
  },
  TIMEOUT,
);
