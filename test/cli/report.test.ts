import { runInProcess, TemporaryFolder } from "./in-process";

const WEB = "region: cn-hangzhou\nexposures: {web: {instance: i-web, eip: 203.0.113.106}}\n";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const run = (...args: string[]) => runInProcess(["report", ...args], folder.path);

describe("exposed-eip report", () => {
  it("writes a page for each stack, and nothing else", async () => {
    folder.write("all/web.yaml", WEB);
    folder.write("all/mail.yaml", WEB.replaceAll("web", "mail").replace("106", "10"));
    expect(await run("all")).toEqual({
      exitCode: 0,
      stdout: "written: report/mail.html\nwritten: report/web.html\n",
      stderr: "",
    });
    const before = folder.files();
    expect(Object.keys(before)).toEqual([
      "all/mail.yaml",
      "all/web.yaml",
      "report/mail.html",
      "report/web.html",
    ]);
    await run("all", "--stack", "web");
    expect(folder.files()).toEqual(before);
  });

  it("has the commands of this stack, whom to call, and the language", async () => {
    folder.write("web.yaml", WEB);
    await run("web.yaml", "--to", "site", "--contact", "<on call>", "--language", "zh-CN", "--output", "out");
    const page = folder.read("site/web.html");
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(page).toContain("terraform -chdir=out/stacks/web plan");
    expect(page).toContain("<p>&lt;on call&gt;</p>");
  });

  it("writes no page if one of the stacks has an error", async () => {
    folder.write("all/web.yaml", WEB);
    folder.write("all/mail.yaml", WEB.replace("203.0.113.106", "10.0.0.1"));
    expect(await run("all")).toMatchObject({ exitCode: 1, stdout: "" });
    expect(Object.keys(folder.files())).toEqual(["all/mail.yaml", "all/web.yaml"]);
  });
});
