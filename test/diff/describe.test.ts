import { describeDiff, describeDiffAsMarkdown } from "../../lib/diff/describe";
import { diffOf, fleet } from "./versions";

const web = { instance: "i-web", eip: "203.0.113.106" };
const mail = { instance: "i-mail", eip: "198.51.100.7" };
const ftp = { instance: "i-ftp", eip: "eip-ftp" };

const diff = () =>
  diffOf(
    fleet({ web, ftp, mail }),
    fleet(
      { web: { ...web, eip: "203.0.113.107" }, mail, sip: { instance: "i-sip", eip: "192.0.2.9" } },
      { provider: { profile: "net" } },
    ),
  );

test("a diff is described in a line for each change", () => {
  expect(describeDiff(diff()).split("\n")).toEqual([
    "exposed-eip",
    '  ~   provider {} → {"profile":"net"}',
    "  -   ftp                          eip-ftp → i-ftp",
    "  +   sip                          192.0.2.9 → i-sip, block 192.0.2.0/28, vSwitch 192.0.2.8/29",
    "  -/+ web                          replaced: EIP 203.0.113.106 → 203.0.113.107",
    "  +   block 192.0.2.0/28           added for sip, shadows 15 addresses of others",
    "      block 198.51.100.0/28        kept for mail, shadows 15 addresses of others",
    "      block 203.0.113.96/28        kept for web, shadows 15 addresses of others",
    "  -   block computed by Terraform  removed",
    "  1 exposure stays as it is; shadowed addresses: 30 before, 45 after, not counting blocks that Terraform computes",
    "",
  ]);
});

test("a diff is described as a table for the comment of a pull request", () => {
  const lines = describeDiffAsMarkdown(diff()).split("\n");
  expect(lines[0]).toBe("### `exposed-eip`");
  expect(lines).toContain("| **removed** | `ftp` | `eip-ftp → i-ftp` |");
  expect(lines).toContain("| **replaced** | `web` | `replaced: EIP 203.0.113.106 → 203.0.113.107` |");
});

test("what a configuration says becomes neither a link, a mention nor a cell of its own in Markdown", () => {
  const tags = { team: "`|[x](y) @all\n| **a** |" };
  const markdown = describeDiffAsMarkdown(diffOf(fleet({ web }), fleet({ web }, { tags })));
  const [row = ""] = markdown.split("\n").filter((line) => line.startsWith("| changed | `web`"));
  expect(row.match(/\|/g)).toHaveLength(4);
  expect(row.match(/`/g)).toHaveLength(4);
});

test.each([
  ["nothing", {}, "exposed-eip: no difference\n"],
  [
    "only a check",
    { skipChecks: ["eni-quota"] },
    "exposed-eip: no exposure changes; only checks, lookups or outputs differ\n",
  ],
])("it is said in one line that %s changes", (_, settings, text) => {
  expect(describeDiff(diffOf(fleet({ web }), fleet({ web }, settings)))).toBe(text);
});
