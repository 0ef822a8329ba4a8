import { runInProcess, TemporaryFolder } from "./in-process";

const WEB = "web: {instance: i-web, eip: 203.0.113.106}";
const MAIL = "mail: {instance: i-mail, eip: 198.51.100.7}";
const file = (...exposures: string[]) => `region: cn-hangzhou\nexposures: {${exposures.join(", ")}}\n`;

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const run = (line: string) => runInProcess(line.split(" "), folder.path);

describe("exposed-eip diagram", () => {
  it("prints a tree, and writes no file but the one that it is told to", async () => {
    folder.write("exposure.yaml", file(WEB));
    const { exitCode, stdout } = await run("diagram");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^exposed-eip \(region cn-hangzhou\)\n└─ VPC of the instances\n/);
    expect(Object.keys(folder.files())).toEqual(["exposure.yaml"]);
  });

  it.each([
    ["a.txt", /^exposed-eip \(region/],
    ["new/a.mmd", /^flowchart LR\n/],
    ["a.md", /^### exposed-eip \(region cn-hangzhou\)\n\n```mermaid\nflowchart LR\n[^`]*```\n$/],
    ["a.SVG", /^<svg [^]*<\/svg>\n$/],
  ])("writes %s in the format of its ending", async (name, text) => {
    folder.write("exposure.yaml", file(WEB));
    expect(await run(`diagram --to ${name}`)).toEqual({
      exitCode: 0,
      stdout: `written: ${name}\n`,
      stderr: "",
    });
    expect(folder.read(name)).toMatch(text);
  });

  it("draws a change between two files, or between folders, where stacks come and go", async () => {
    folder.write("before.yaml", file(WEB));
    folder.write("exposure.yaml", file(WEB, MAIL));
    const { stdout } = await run("diagram --before before.yaml");
    expect(stdout).toContain("+ EIP 198.51.100.7 [newly exposed], mail, NAT mode");
    expect(stdout).not.toContain("EIP 203.0.113.106 [");

    folder.write("old/web.yaml", file(WEB));
    folder.write("old/gone.yaml", file(MAIL));
    folder.write("new/web.yaml", file(WEB));
    folder.write("new/come.yaml", file(MAIL));
    const all = await run("diagram new --before old --format markdown");
    expect(all.stdout.match(/^### .*/gm)).toEqual([
      "### come (region cn-hangzhou)",
      "### web (region cn-hangzhou)",
      "### gone (region cn-hangzhou)",
    ]);
    const gone = await run("diagram new --before old --stack gone");
    expect(gone.stdout).toContain("- NIC of mail [removed]");
    expect((await run("diagram new --before old --stack wbe")).stderr).toContain("did you mean  web");
  });

  it("writes several stacks into a folder, and asks for one where the format has one", async () => {
    folder.write("all/web.yaml", file(WEB));
    folder.write("all/mail.yaml", file(MAIL));
    const refused = await run("diagram all --format mermaid");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain("2 stacks, and a file of the format mermaid has one");
    expect((await run("diagram all --format mermaid --to out/")).stdout).toBe(
      "written: out/mail.mmd\nwritten: out/web.mmd\n",
    );
    expect((await run("diagram all --stack web --format mermaid")).stdout).toBe(folder.read("out/web.mmd"));
  });

  it("draws nothing of a configuration with an error", async () => {
    folder.write("exposure.yaml", file(WEB.replace("203.0.113.106", "10.0.0.1")));
    const { exitCode, stdout, stderr } = await run("diagram --to a.svg");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("a private address");
    expect(Object.keys(folder.files())).toEqual(["exposure.yaml"]);
  });
});
