import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import fc from "fast-check";

import {
  GUEST_PROGRAM,
  GUEST_SCRIPT,
  GUEST_SCRIPT_LIMIT,
  GuestScriptError,
  type GuestScriptParameters,
  quoteForShell,
  renderGuestCall,
  renderGuestFile,
  renderGuestInstallers,
  renderGuestRun,
  renderGuestUserData,
  USER_DATA_LIMIT,
} from "../../guest/render";
import { describeIf, testIf } from "../../testing/requirements";
import { programs } from "./lab/namespaces";
import { SHELLS } from "./lab/shells";
import { anyText } from "../../testing/any-text";

const GUEST_SCRIPT_FILE = path.resolve(__dirname, "../../guest/exposed-eip.sh");

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

/** What the script runs before it has looked at its parameters. */
const coreutils = programs("coreutils", "/usr/bin/tr", "/usr/bin/base64");
/** What unpacks it. */
const gzip = programs("gzip", "/usr/bin/gzip");

/** Text that tries to leave its quotes, or to be more than one word. */
const hostileText = fc.oneof(
  fc.string({
    unit: fc.constantFrom("'", '"', "\\", "$", "`", "(", ")", ";", "\n", "\r", "#", "*", "!", " ", "a", "}"),
  }),
  anyText().map((text) => text.replaceAll("\0", "")),
  fc.constantFrom("'; exit 77; '", "$(exit 77)", "`exit 77`", "'\\''; exit 77 #", "-n", "-e \\n"),
);

function run(words: readonly string[], input: string) {
  const [program = "", ...args] = words;
  // As the delivered commands, which do not set it themselves, have it in an instance.
  const env = { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/bin:/bin` };
  return spawnSync(program, args, { input, encoding: "utf8", env });
}

/** The script as an instance keeps it. */
const program = gunzipSync(
  Buffer.from(compressedIn(renderGuestUserData(["203.0.113.1"])), "base64"),
).toString("utf8");

function compressedIn(text: string): string {
  return /<<'END'.*\n([^]*?)^END$/m.exec(text)?.[1] ?? "";
}

describe("rendering the guest script", () => {
  const base64Length = (text: string) => Buffer.from(text).toString("base64").length;

  test("keeps each part of its installation within what Cloud Assistant takes, and its runs short", () => {
    for (const limit of [GUEST_SCRIPT_LIMIT, 8000, 3000]) {
      const installers = renderGuestInstallers(limit);
      expect(Math.max(...installers.map(base64Length))).toBeLessThanOrEqual(limit);
      // No more parts than it takes.
      expect(installers.length).toBeLessThanOrEqual(
        Math.ceil(base64Length(compressedIn(renderGuestUserData(["203.0.113.1"]))) / (limit - 700)),
      );
    }
    expect(base64Length(renderGuestCall(LONGEST))).toBeLessThan(600);
  });

  test("fails when a parameter has a NUL character, which no shell can hold", () => {
    expect(() => renderGuestCall({ action: "up", eip: "203.0.113.1\0" })).toThrow(
      /NUL character: "203\.0\.113\.1\\u0000"/,
    );
  });

  test("gives the parameters that were left out the defaults that the script has for use by hand", () => {
    const rendered = renderGuestCall({ action: "up", eip: "203.0.113.1" });
    expect(assignmentsIn(rendered.replace("'up'", "''").replace("'203.0.113.1'", "''"))).toEqual(
      assignmentsIn(GUEST_SCRIPT),
    );
  });

  test("leaves out comments, indentation and what reads the options, and nothing else", () => {
    const file = GUEST_SCRIPT.replace(/^# Parameters:[^]*\n# End of the parameters\.$/m, "");
    const isCode = (line: string): boolean => line !== "" && !line.startsWith("#");
    const code = file.split("\n").map((line) => line.trim());
    expect(program.split("\n").filter(isCode)).toEqual(code.filter(isCode));
    expect(program.split("\n").filter((line) => /^\s|^#/.test(line))).toEqual([]);
  });

  test.each([
    ...renderGuestInstallers(),
    renderGuestCall(LONGEST),
    renderGuestFile({}),
    renderGuestUserData(["203.0.113.1"]),
  ])("starts with an interpreter line: case %#", (text) => {
    expect(text).toMatch(/^#!\/bin\/sh\n/);
  });
});

describe("the script as a file to run by hand", () => {
  test("is the script with other defaults, comments and options included", () => {
    const file = renderGuestFile({ eip: "203.0.113.106", mtu: 8500, manager: "netplan", waitSeconds: 300 });
    const original = GUEST_SCRIPT;
    expect(assignmentsIn(file)).toEqual([
      ...["ACTION=''", "EIP='203.0.113.106'", "MAC=''", "GATEWAY=''"],
      ...["MTU='8500'", "MANAGER='netplan'", "WAIT='300'", "VERIFY=''"],
    ]);
    const withoutDefaults = (text: string) => text.replaceAll(ASSIGNMENT, "");
    expect(withoutDefaults(file)).toBe(withoutDefaults(original));
  });

  test("is the script itself where nothing is given", () => {
    expect(renderGuestFile({})).toBe(GUEST_SCRIPT);
  });

  const iproute = programs("iproute2", "/usr/sbin/ip");
  testIf([coreutils, iproute], "does nothing without an action, and nothing without an EIP", () => {
    const run = (text: string, ...args: string[]) =>
      spawnSync("sh", ["-s", ...args], { input: text, encoding: "utf8" });
    const withEip = renderGuestFile({ eip: "203.0.113.106" });
    expect(run(withEip).status).toBe(10);
    expect(run(withEip).stderr).toContain("the action is not up");
    expect(run(withEip, "status").status).toBe(50);
    expect(run(renderGuestFile({}), "status").status).toBe(10);
    expect(run(renderGuestFile({}), "status").stderr).toContain("--eip is not valid");
    expect(run(renderGuestFile({}), "status", "--eip", "203.0.113.107")).toMatchObject({ status: 50 });
  });
});

describe("the script as user data", () => {
  test("fails when the EIPs make it longer than user data may be, naming both lengths", () => {
    const many = Array.from({ length: 2000 }, (_, i) => `203.0.${i % 256}.1`);
    expect(() => renderGuestUserData(many)).toThrow(GuestScriptError);
    expect(() => renderGuestUserData(many)).toThrow(
      new RegExp(`too long: \\d{5} characters in Base64, maximum ${USER_DATA_LIMIT};`),
    );
  });

  test("installs the same script as Cloud Assistant does", () => {
    const installed = compressedIn(renderGuestUserData(["203.0.113.1"]));
    for (const limit of [GUEST_SCRIPT_LIMIT, 2000])
      expect(renderGuestInstallers(limit).map(compressedIn).join("")).toBe(installed);
  });
});

const ASSIGNMENT = /^(ACTION|EIP|MAC|GATEWAY|MTU|MANAGER|WAIT|VERIFY)='.*'$/gm;

function assignmentsIn(text: string): readonly string[] {
  return text.match(ASSIGNMENT) ?? [];
}

/** Where the program is kept on the machine of the tests, of which nobody but them knows. */
const folder = mkdtempSync(path.join(tmpdir(), "guest-"));
const programFile = path.join(folder, "program.sh");
writeFileSync(programFile, program);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(SHELLS)("any parameters in $name:", ({ shell: words, requirement }) => {
  describeIf([requirement, coreutils, gzip], "the guest script", () => {
    test("reads back every value as it was, and runs nothing in it", () => {
      fc.assert(
        fc.property(hostileText, hostileText, (eip, verify) => {
          const [parameters = ""] = renderGuestCall({ action: "up", eip, verify }).split("[ -f ");
          const { status, stdout } = run(words, `${parameters}printf '%s|%s' "$EIP" "$VERIFY"`);
          expect({ status, stdout }).toEqual({ status: 0, stdout: `${eip}|${verify}` });
        }),
        { numRuns: 60 },
      );
    });

    test("reads back every default of a file to run by hand, and every EIP of user data", () => {
      fc.assert(
        fc.property(hostileText, hostileText, (one, other) => {
          const [file = ""] = renderGuestFile({ eip: one, verify: other }).split("case ${1:--} in");
          expect(run(words, `${file}printf '%s|%s' "$EIP" "$VERIFY"`).stdout).toBe(`${one}|${other}`);
          const [, list = ""] = /^for EIP in ([^]*?); do\nsh /m.exec(renderGuestUserData([one, other])) ?? [];
          expect(run(words, `printf '%s|' ${list}`).stdout).toBe(`${one}|${other}|`);
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
            const call = renderGuestCall({ action: "status", eip: "203.0.113.1", [name]: value });
            const { status, stdout, stderr } = run(words, call.replaceAll(GUEST_PROGRAM, programFile));
            expect({ status, stdout }).toEqual({ status: 10, stdout: "" });
            expect(stderr).toBe(`exposed-eip: error 10: --${name} is not valid. See docs/guest.md.\n`);
          },
        ),
        { numRuns: 60 },
      );
    });

    test("is the same where its parameters come with it, and where it was installed", () => {
      const parameters = { action: "status", eip: "203.0.113.256" } as const;
      expect(run(words, renderGuestRun(parameters))).toMatchObject({
        status: 10,
        stdout: "",
        stderr: "exposed-eip: error 10: --eip is not valid. See docs/guest.md.\n",
      });
    });

    test.each([GUEST_SCRIPT_LIMIT, 8000])(
      "is installed by commands of at most %d characters, in any order",
      (limit) => {
        const installers = renderGuestInstallers(limit);
        for (const order of [installers, installers.toReversed()]) {
          const installed = path.join(mkdtempSync(path.join(folder, "installed-")), "program.sh");
          for (const installer of order) {
            // Only the last one brings it.
            expect(existsSync(installed)).toBe(false);
            const result = run(words, installer.replaceAll(GUEST_PROGRAM, installed));
            expect(result).toMatchObject({ status: 0, stdout: "", stderr: "" });
          }
          expect(readFileSync(installed, "utf8")).toBe(program);
          expect(statSync(installed).mode & 0o777).toBe(0o600);
        }
      },
    );

    test("says that it is not installed, with exit code 14", () => {
      const call = renderGuestCall({ action: "status", eip: "203.0.113.1" });
      const { status, stderr } = run(words, call.replaceAll(GUEST_PROGRAM, `${programFile}.absent`));
      expect(status).toBe(14);
      expect(stderr).toMatch(/^exposed-eip: error 14: .* is missing\. .*\n$/);
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
    expect(run(["/usr/bin/shellcheck", GUEST_SCRIPT_FILE], "").stdout).toBe("");
    const check = (text: string) =>
      run(
        [
          "/usr/bin/shellcheck",
          "--shell=sh",
          "--exclude=SC1091,SC2013,SC2015,SC2016,SC2030,SC2031,SC2034,SC2046,SC2086,SC2154,SC2254",
          "-",
        ],
        text,
      ).stdout;
    for (const limit of [GUEST_SCRIPT_LIMIT, 8000])
      for (const installer of renderGuestInstallers(limit)) expect(check(installer)).toBe("");
    expect(check(renderGuestRun(LONGEST))).toBe("");
    expect(check(program)).toBe("");
    expect(check(renderGuestUserData(["203.0.113.1", "203.0.113.2"]))).toBe("");
  },
);

test("the quoting of an empty text is still a word", () => {
  expect(quoteForShell("")).toBe("''");
});
