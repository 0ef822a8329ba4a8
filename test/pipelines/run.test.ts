import { parse } from "yaml";

import { startEmulator } from "../../emulator/src";
import { emulatedCloud, realProvider } from "../../testing/real-provider";
import { describeIf, programsOnPath, testIf } from "../../testing/requirements";
import { terraform, terraformBinary } from "../../testing/terraform";
import { atlantisShell, githubJobs, gitlabShell, jenkinsShell } from "./pipelines";
import { Repository } from "./repository";

const TIMEOUT = 600_000;

const githubScripts = (job: string) =>
  githubJobs()[job]?.steps.flatMap(({ run }) => (run === undefined ? [] : [run])) ?? [];

/** Runs in an account with the instance and the EIP of the example. */
const seed = {
  region: "cn-hangzhou",
  vpcs: [{ id: "vpc-main" }],
  vswitches: [{ id: "vsw-1", vpcId: "vpc-main", zoneId: "cn-hangzhou-h", cidrBlock: "10.0.0.0/24" }],
  securityGroups: [{ id: "sg-main", vpcId: "vpc-main" }],
  instances: [{ id: "i-bp1example1", vswitchId: "vsw-1", securityGroupIds: ["sg-main"] }],
  eips: [{ id: "eip-bp1example", ipAddress: "198.51.100.9" }],
};

/** What the runners of pipelines have beside Node.js, npm and git. */
const runner = programsOnPath("bash", "cat", "mkdir", "rm");

describeIf(runner, "what the pipelines run, on a branch that gives one exposure another EIP,", () => {
  let repository: Repository;
  const REPLACED = /replaced.*EIP 198\.51\.100\.7 → 198\.51\.100\.9/;

  beforeEach(async () => {
    repository = await Repository.create();
  });

  afterEach(() => repository.remove());

  it(
    "shows that in the summary of GitHub Actions, and makes a job for that stack only",
    async () => {
      await repository.run("git worktree add --quiet --detach cdktf.base-source origin/main");
      const files = { GITHUB_OUTPUT: "output.txt", GITHUB_STEP_SUMMARY: "summary.md" };
      for (const script of githubScripts("synth")) await repository.run(script, files);
      expect(repository.read("summary.md")).toMatch(REPLACED);
      expect(repository.read("output.txt")).toBe(
        'matrix={"include":[{"stack":"mail","region":"cn-hangzhou","folder":"cdktf.out/stacks/mail"}]}\n',
      );
    },
    TIMEOUT,
  );

  it(
    "shows that in GitLab, and makes a child pipeline for that stack only",
    async () => {
      const [synth] = gitlabShell();
      const { stdout: base } = await repository.run("git rev-parse origin/main");
      await repository.run(synth?.script ?? "", { CI_MERGE_REQUEST_DIFF_BASE_SHA: base.trim() });
      expect(repository.read("diff.md")).toMatch(REPLACED);
      expect(Object.keys(parse(repository.read("stacks.yml")) as object)).toEqual([
        ...["include", "stages", "plan mail", "apply mail"],
      ]);
    },
    TIMEOUT,
  );

  it(
    "shows that in Jenkins",
    async () => {
      for (const { script } of jenkinsShell().slice(0, 3))
        await repository.run(script, { CHANGE_TARGET: "main" });
      expect(repository.read("diff.md")).toMatch(REPLACED);
    },
    TIMEOUT,
  );

  it(
    "shows that in the comment of Atlantis, and lists a project for each stack",
    async () => {
      const [synthesize = "", before = "", list = "", show = ""] = atlantisShell().map(
        ({ script }) => script,
      );
      const variables = { BASE_BRANCH_NAME: "main", PROJECT_NAME: "mail" };
      for (const script of [synthesize, before, list]) await repository.run(script, variables);
      const { stdout } = await repository.run(`cd cdktf.out/stacks/mail\n${show}`, variables);
      expect(stdout).toMatch(REPLACED);
      const { projects } = parse(repository.read("atlantis.yaml")) as { projects: { name: string }[] };
      expect(projects.map(({ name }) => name)).toEqual([
        ...["mail", "production-web-hangzhou", "production-web-singapore"],
      ]);
    },
    TIMEOUT,
  );
});

testIf(
  [terraform, realProvider, runner],
  "what GitHub Actions and Jenkins plan is what they apply, and nothing has drifted then",
  async () => {
    const emulator = await startEmulator({ seed });
    const repository = await Repository.create(emulatedCloud(emulator));
    try {
      const variables = { STACK: "mail", FOLDER: "cdktf.out/stacks/mail", GITHUB_OUTPUT: "output.txt" };
      await repository.run("npm run synth");
      const said: string[] = [];
      for (const script of githubScripts("plan").slice(0, 3))
        said.push((await repository.run(script, variables)).stdout);
      expect(repository.read("output.txt")).toBe("code=2\n");
      // What was installed is not in the repository yet.
      expect(said[0]).toMatch(/^::warning title=provider lock::mail has providers/m);
      expect(repository.read("plan-mail.txt")).toContain("alicloud_eip_association.smtp will be created");
      for (const script of githubScripts("apply")) await repository.run(script, variables);
      expect(emulator.cloud.eips.get("eip-bp1example")).toMatchObject({ status: "InUse" });

      // In Jenkins, all stacks of a build are planned in one place; those of the other account are not there.
      await repository.run("rm -rf cdktf.out/stacks/production-* output.txt");
      const [, , , plan = "", drift = ""] = jenkinsShell().map(({ script }) => script);
      const { version } = terraformBinary();
      const { stdout } = await repository.run(plan, { TERRAFORM_VERSION: version });
      expect(stdout).toContain("exposures/.terraform.lock.hcl updated; commit it with the configuration\n");
      await repository.run(drift);
      const other = repository.run(plan, { TERRAFORM_VERSION: `1${version}` });
      await expect(other).rejects.toThrow("this agent has another Terraform");

      // What is committed is what the next run installs, and needs no word.
      await repository.run("rm -rf cdktf.out && npm run synth");
      const [init = ""] = githubScripts("plan");
      expect((await repository.run(init, variables)).stdout).not.toContain("provider lock");
    } finally {
      await repository.remove();
      await emulator.close();
    }
  },
  TIMEOUT,
);
