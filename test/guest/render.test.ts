import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  GUEST_SCRIPT_FILE,
  GUEST_SCRIPT_LIMIT,
  GuestScriptError,
  guestScriptBody,
  guestScriptHead,
  quoteForShell,
  renderGuestParameters,
  renderGuestScript,
  type GuestScriptParameters,
} from "../../guest/render";
import { describeIf, testIf } from "../support/requirements";
import { programs } from "./lab/namespaces";

const LONGEST: Required<GuestScriptParameters> = {
  action: "status",
  eip: "203.0.113.106",
  mac: "00:16:3e:0a:0b:0c",
  gateway: "203.0.113.109",
  mtu: 8500,
  manager: "network-scripts",
  waitSeconds: 86400,
  verify: "tcp:203.0.113.200:65535",
};

const SHELLS = [
  { shell: "dash", words: ["dash"] },
  { shell: "bash", words: ["bash"] },
  { shell: "busybox", words: ["busybox", "ash"] },
].map((one) => ({ ...one, requirement: programs(one.shell, `/usr/bin/${one.shell}`) }));

/** Text that tries to leave its quotes, or to be more than one word. */
const hostileText = fc.oneof(
  fc.string({
    unit: fc.constantFrom("'", '"', "\\", "$", "`", "(", ")", ";", "\n", "\r", "#", "*", "!", " ", "a", "}"),
  }),
  fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "")),
  fc.constantFrom("'; exit 77; '", "$(exit 77)", "`exit 77`", "'\\''; exit 77 #", "-n", "-e \\n"),
);

function run(words: readonly string[], input: string) {
  const [program = "", ...args] = words;
  return spawnSync(program, args, { input, encoding: "utf8" });
}

describe("rendering the guest script", () => {
  test("keeps it within what Cloud Assistant takes, with room to spare, whatever the parameters that are allowed", () => {
    const base64 = Buffer.from(renderGuestScript(LONGEST)).toString("base64");
    expect(base64.length).toBeLessThanOrEqual(GUEST_SCRIPT_LIMIT - 64);
  });

  test("fails when a parameter makes it longer than Cloud Assistant takes, naming both lengths", () => {
    const endless = { ...LONGEST, verify: "x".repeat(GUEST_SCRIPT_LIMIT) };
    expect(() => renderGuestScript(endless)).toThrow(GuestScriptError);
    expect(() => renderGuestScript(endless)).toThrow(/has 4\d{4} characters in Base64.* allows 18432/);
  });

  test("fails when a parameter has a NUL character, which no shell can hold", () => {
    expect(() => renderGuestScript({ action: "up", eip: "203.0.113.1\0" })).toThrow(
      /NUL character: "203\.0\.113\.1\\u0000"/,
    );
  });

  test("gives the parameters that were left out the defaults that the script has for use by hand", () => {
    const rendered = renderGuestParameters({ action: "up", eip: "203.0.113.1" });
    const file = readFileSync(GUEST_SCRIPT_FILE, "utf8");
    const assignments = file.match(/^(ACTION|EIP|MAC|GATEWAY|MTU|MANAGER|WAIT|VERIFY)='.*'$/gm);
    expect(rendered.replace("'up'", "''").replace("'203.0.113.1'", "''").trimEnd().split("\n")).toEqual(
      assignments,
    );
  });

  test("leaves out comments and indentation, and nothing else", () => {
    const file = readFileSync(GUEST_SCRIPT_FILE, "utf8").replace(
      /^# Parameters:[^]*\n# End of the parameters\.$/m,
      "",
    );
    const isCode = (line: string): boolean => line !== "" && !line.startsWith("#");
    const code = file.split("\n").map((line) => line.trim());
    const delivered = `${guestScriptHead()}${guestScriptBody()}`.split("\n");
    expect(delivered.filter(isCode)).toEqual(code.filter(isCode));
    expect(delivered.filter((line) => /^\s|^#(?!!)/.test(line))).toEqual([]);
  });

  test("starts with an interpreter line, as user data must", () => {
    expect(renderGuestScript(LONGEST)).toMatch(/^#!\/bin\/sh\n/);
  });
});

describe.each(SHELLS)("any parameters in $shell:", ({ words, requirement }) => {
  describeIf(requirement, "the guest script", () => {
    test("reads back every value as it was, and runs nothing in it", () => {
      fc.assert(
        fc.property(hostileText, hostileText, (eip, verify) => {
          const parameters = renderGuestParameters({ action: "up", eip, verify });
          const { status, stdout } = run(words, `${parameters}printf '%s|%s' "$EIP" "$VERIFY"`);
          expect({ status, stdout }).toEqual({ status: 0, stdout: `${eip}|${verify}` });
        }),
        { numRuns: 60 },
      );
    });

    test("refuses every value that is not allowed, with exit code 10 and one line, before it does anything", () => {
      const parameter = fc.constantFrom("eip", "mac", "gateway", "verify", "manager");
      fc.assert(
        fc.property(
          parameter,
          hostileText.filter((text) => text !== ""),
          (name, value) => {
            const script = renderGuestScript({ action: "status", eip: "203.0.113.1", [name]: value });
            const { status, stdout, stderr } = run(words, script);
            expect({ status, stdout }).toEqual({ status: 10, stdout: "" });
            expect(stderr).toBe(
              `exposed-eip: error 10: --${name} has a value that is not allowed. See docs/guest.md.\n`,
            );
          },
        ),
        { numRuns: 60 },
      );
    });

    test("refuses the same values as arguments", () => {
      fc.assert(
        fc.property(hostileText, (value) => {
          const { status, stdout, stderr } = run([...words, GUEST_SCRIPT_FILE, "status", "--eip", value], "");
          expect({ status, stdout }).toEqual({ status: 10, stdout: "" });
          expect(stderr).toMatch(/^exposed-eip: error 10: .*\n$/);
        }),
        { numRuns: 20 },
      );
    });

    test.each([
      ["--eip", "203.0.113.010"],
      ["--eip", "203.0.113.256"],
      ["--eip", "203.0.113"],
      ["--eip", "203.0.113.1.1"],
      ["--eip", "203.0..1"],
      ["--eip", "203.0.113.1/28"],
      ["--mac", "00:16:3e:0a:0b"],
      ["--mac", "00:16:3e:0a:0b:0g"],
      ["--mtu", "1500 up"],
      ["--wait", "-1"],
      ["--verify", "tcp:192.0.2.10"],
      ["--verify", "tcp:192.0.2.10:080"],
      ["--verify", "icmp:example.org"],
      ["--verify", "udp:192.0.2.10:53"],
      ["--manager", "systemd"],
      ["--table", "7"],
      ["--mac", undefined],
    ])("refuses %s %s", (option, value) => {
      const eip = option === "--eip" ? [] : ["--eip", "203.0.113.1"];
      const [program = "", ...args] = [
        ...words,
        GUEST_SCRIPT_FILE,
        "status",
        ...eip,
        option,
        ...(value ? [value] : []),
      ];
      const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
      expect(status).toBe(10);
      expect(stderr).toMatch(/^exposed-eip: error 10: .*\n$/);
    });
  });
});

testIf(
  programs("shellcheck", "/usr/bin/shellcheck"),
  "ShellCheck finds nothing in the guest script, as it is run by hand and as it is delivered",
  () => {
    expect(run(["shellcheck", GUEST_SCRIPT_FILE], "").stdout).toBe("");
    expect(run(["shellcheck", "--exclude=SC2086,SC2254", "-"], renderGuestScript(LONGEST)).stdout).toBe("");
  },
);

test("the quoting of an empty text is still a word", () => {
  expect(quoteForShell("")).toBe("''");
});
