import fc from "fast-check";

import type { GuestScriptParameters } from "../../guest/render";
import { describeIf, testIf } from "../../testing/requirements";
import { DESTINATION, ENI, type Metadata, metadataOf, PRIMARY, SECOND_ENI, SHARED_ENI } from "./lab/cloud";
import { useFixture } from "./lab/fixture";
import { guestPrograms, LAB_PROGRAMS, namespaces } from "./lab/namespaces";
import { SHELLS } from "./lab/shells";

jest.setTimeout(180_000);

const UP: GuestScriptParameters = { action: "up", eip: ENI.eip, manager: "none" };
const HEALTHY = metadataOf("token", [ENI, SECOND_ENI]);

const DOWNLOADERS = [
  { downloader: "curl", program: "/usr/bin/curl", debianPackage: "curl" },
  { downloader: "GNU wget", program: "/usr/bin/wget", debianPackage: "wget" },
  { downloader: "python", program: "/usr/bin/python3", debianPackage: "python3-minimal" },
];
const ALL_DOWNLOADERS = DOWNLOADERS.map((one) => guestPrograms(one.debianPackage, one.program));

describeIf([namespaces, ...LAB_PROGRAMS], "any image: to find its NIC, the guest script", () => {
  const fixture = useFixture();

  /** The error that the script ends with: its exit code, and whether it is one line that says so. */
  async function errorOf(parameters: GuestScriptParameters): Promise<{ exitCode: number; line: string }> {
    const { exitCode, stdout, stderr } = await fixture.instance.runScript(parameters);
    expect(stdout).toBe("");
    expect(stderr).toMatch(new RegExp(`^exposed-eip: error ${exitCode}: [^\n]+\\. [^\n]+\\.\n$`));
    return { exitCode, line: stderr };
  }

  async function pings(): Promise<boolean> {
    return fixture.instance.pings(DESTINATION, ENI.eip);
  }

  test("asks the metadata service with a token first", async () => {
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    expect(await pings()).toBe(true);
    expect(fixture.cloud.metadataRequests()[0]).toBe(`PUT /latest/api/token from ${PRIMARY.address}`);
  });

  test("asks without a token where the service gives none", async () => {
    fixture.cloud.setMetadata({ ...HEALTHY, mode: "plain" });
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    expect(await pings()).toBe(true);
  });

  describeIf(ALL_DOWNLOADERS, "with one downloader", () => {
    test.each(DOWNLOADERS)(
      "works with $downloader alone, in token mode and in plain mode",
      async ({ program }) => {
        await fixture.instance.attach(ENI);
        const others = DOWNLOADERS.map((one) => one.program).filter((one) => one !== program);
        const shell = fixture.instance.shellWithout(others);
        for (const mode of ["token", "plain"] as const) {
          fixture.cloud.setMetadata({ ...HEALTHY, mode });
          await fixture.runs(UP, { shell });
          expect(await pings()).toBe(true);
          await fixture.runs({ action: "down", eip: ENI.eip });
        }
      },
    );

    testIf(
      guestPrograms("busybox", "/usr/bin/busybox"),
      "works with BusyBox's wget alone, in plain mode",
      async () => {
        fixture.cloud.setMetadata({ ...HEALTHY, mode: "plain" });
        await fixture.instance.attach(ENI);
        fixture.instance.installProgram("wget", '#!/bin/sh\nexec busybox wget "$@"\n');
        await fixture.runs(UP, {
          shell: fixture.instance.shellWithout(["/usr/bin/curl", "/usr/bin/python3"]),
        });
        expect(await pings()).toBe(true);
      },
    );

    test("fails with exit code 12 when there is none, unless it is given MAC address and gateway", async () => {
      await fixture.instance.attach(ENI);
      const shell = fixture.instance.shellWithout(DOWNLOADERS.map((one) => one.program));
      expect((await fixture.instance.runScript(UP, { shell })).exitCode).toBe(12);
      await fixture.runs({ ...UP, mac: ENI.mac, gateway: ENI.gateway }, { shell });
      expect(await pings()).toBe(true);
    });
  });

  test.each([
    ["a JSON array", `["${ENI.eip}","203.0.113.107"]`],
    ["an array without quotes", `[${ENI.eip}, 203.0.113.107]`],
    ["a line each", `${ENI.eip}\n203.0.113.107`],
    ["commas between them", `${ENI.eip},203.0.113.107`],
  ])("finds it by any of its addresses, which come as %s", async (_, list) => {
    fixture.cloud.setMetadata({
      ...HEALTHY,
      values: { ...HEALTHY.values, [`${ENI.mac}/private-ipv4s`]: list },
    });
    await fixture.instance.attach(SHARED_ENI);
    for (const eip of [ENI.eip, "203.0.113.107"]) {
      expect((await fixture.runs({ ...UP, eip })).stdout).toContain(`nic=${ENI.nic} mac=${ENI.mac} `);
    }
    // Neither a part of an address nor one that a part of is looked for.
    for (const eip of ["203.0.113.10", "3.0.113.107", "203.0.113.1"]) {
      expect((await errorOf({ ...UP, eip })).exitCode).toBe(21);
    }
  });

  test("needs no metadata service when it is given MAC address and gateway", async () => {
    await fixture.instance.attach(ENI);
    await fixture.runs({ ...UP, mac: ENI.mac.toUpperCase(), gateway: ENI.gateway });
    // Only whether it answers, before and after.
    expect(fixture.cloud.metadataRequests().filter((request) => !request.startsWith("GET / "))).toEqual([]);
    expect(await pings()).toBe(true);
  });

  test("waits for a NIC that appears 20 s late", async () => {
    const running = fixture.runs({ ...UP, waitSeconds: 90 });
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await fixture.instance.attach(ENI);
    await running;
    expect(await pings()).toBe(true);
  });

  test("waits for a metadata service that learns of the NIC late", async () => {
    fixture.cloud.setMetadata(metadataOf("token", []));
    await fixture.instance.attach(ENI);
    const running = fixture.runs({ ...UP, waitSeconds: 60 });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    fixture.cloud.setMetadata(HEALTHY);
    await running;
    expect(await pings()).toBe(true);
  });

  test.each([
    ["slow", { ...HEALTHY, delay: 1500 }],
    ["throttled", { ...HEALTHY, throttled: 7 }],
  ])("gets there when the metadata service is %s", async (_, metadata) => {
    fixture.cloud.setMetadata(metadata);
    await fixture.instance.attach(ENI);
    await fixture.runs({ ...UP, waitSeconds: 60 });
    expect(await pings()).toBe(true);
  });

  test("takes it by whatever name it has", async () => {
    const renamed = { ...ENI, nic: "ens6.f-1_x" };
    await fixture.instance.attach(renamed);
    await fixture.runs(UP);
    expect(await pings()).toBe(true);
  });

  test("does not take a macvlan of it, which has the same MAC address", async () => {
    await fixture.instance.attach(ENI);
    await fixture.instance.sh(`ip link add link ${ENI.nic} name aaa type macvlan mode passthru`);
    expect(await fixture.instance.sh("ip -o link show dev aaa")).toContain(`link/ether ${ENI.mac} `);
    expect((await fixture.runs(UP)).stdout).toContain(`nic=${ENI.nic} `);
  });

  test("does not take a bridge with the same MAC address, and fails with exit code 25 when the NIC is its port", async () => {
    await fixture.instance.sh(`ip link add br0 type bridge; ip link set br0 address ${ENI.mac}`);
    await fixture.instance.attach(ENI);
    expect((await fixture.runs(UP)).stdout).toContain(`nic=${ENI.nic} `);
    await fixture.runs({ action: "down", eip: ENI.eip });

    await fixture.instance.sh(`ip link set ${ENI.nic} master br0`);
    const before = await fixture.instance.snapshot();
    expect(await errorOf(UP)).toMatchObject({
      exitCode: 25,
      line: expect.stringContaining(`${ENI.nic} is part of the bridge, bond or VRF br0`) as string,
    });
    expect(await fixture.instance.snapshot()).toBe(before);
  });

  test("names the firewall's rule that silences the metadata service", async () => {
    await fixture.instance.attach(ENI);
    // Tailscale's rule, after one that has to do with other addresses.
    await fixture.instance.sh(
      `nft -f - <<'END'
       table ip filter {
         chain others { ip saddr 100.64.0.0/11 drop; ip saddr 100.100.100.201 drop; }
         chain ts-input {
           type filter hook input priority filter;
           ip saddr 100.64.0.0/10 iifname != "tailscale0" counter drop
         }
       }
END`,
    );
    const { exitCode, line } = await errorOf({ ...UP, waitSeconds: 0 });
    expect(exitCode).toBe(20);
    expect(line).toMatch(
      /drops its packets by the rule 'ip saddr 100\.64\.0\.0\/10 iifname != "tailscale0" counter .*drop' of the nftables chain ts-input\. /,
    );

    await fixture.instance.sh("nft flush ruleset");
    // The gateway is missing because nobody answers.
    fixture.cloud.setMetadata({ ...HEALTHY, throttled: 1e9 });
    expect((await errorOf({ ...UP, mac: ENI.mac, waitSeconds: 0 })).exitCode).toBe(20);

    const rules = [
      "-P INPUT ACCEPT",
      "-A INPUT -s 100.64.0.0/11 -j DROP",
      "-A OUTPUT -d 100.96.0.0/11 -j REJECT",
    ];
    fixture.instance.installProgram(
      "iptables",
      `#!/bin/sh\nprintf '%s\\n' ${rules.map((rule) => `'${rule}'`).join(" ")}\n`,
    );
    const shell = fixture.instance.shellWithout(["/usr/sbin/nft"]);
    const { stderr } = await fixture.instance.runScript({ ...UP, waitSeconds: 0 }, { shell });
    expect(stderr).toContain("error 20: ");
    expect(stderr).toContain(
      "drops its packets by the rule 'iptables -A OUTPUT -d 100.96.0.0/11 -j REJECT'. ",
    );
  });

  testIf(
    guestPrograms("busybox", "/usr/bin/busybox"),
    "fails with exit code 12 where ip is BusyBox's",
    async () => {
      await fixture.instance.attach(ENI);
      fixture.instance.installProgram("ip", '#!/bin/sh\nexec busybox ip "$@"\n');
      const { exitCode, line } = await errorOf(UP);
      expect({ exitCode, line }).toMatchObject({
        exitCode: 12,
        line: expect.stringContaining("BusyBox's") as string,
      });
    },
  );

  test.each<[number, string, Metadata, GuestScriptParameters]>([
    [20, "the metadata service answers nobody", { ...HEALTHY, throttled: 1e9 }, UP],
    [20, "the metadata service is down", { ...HEALTHY, delay: 60_000 }, { ...UP, waitSeconds: 1 }],
    [21, "no NIC has the EIP", metadataOf("token", [SECOND_ENI]), UP],
    [22, "the NIC of the given MAC address is not there", HEALTHY, { ...UP, mac: "00:16:3e:ff:ff:ff" }],
    [23, "the metadata service names no gateway", metadataOf("token", []), { ...UP, mac: ENI.mac }],
  ])("fails with exit code %d when %s, changing nothing", async (code, _, metadata, parameters) => {
    await fixture.instance.attach(ENI);
    fixture.cloud.setMetadata(metadata);
    const before = await fixture.instance.snapshot();
    expect((await errorOf(parameters)).exitCode).toBe(code);
    expect(await fixture.instance.snapshot()).toBe(before);
  });

  test("fails with exit code 24 when the NIC has a name that is not safe in files", async () => {
    await fixture.instance.attach(ENI);
    for (const name of ["$(reboot)", "'\";reboot", "-rf"]) {
      await fixture.instance.run(["ip", "link", "set", "dev", ENI.nic, "name", name]);
      expect((await errorOf(UP)).exitCode).toBe(24);
      await fixture.instance.run(["ip", "link", "set", "dev", name, "name", ENI.nic]);
    }
  });

  test("fails with exit code 30 when another NIC has the EIP, naming it", async () => {
    await fixture.instance.attach(ENI);
    await fixture.instance.sh(`ip addr add ${ENI.eip}/32 dev eth0`);
    const { exitCode, line } = await errorOf(UP);
    expect(exitCode).toBe(30);
    expect(line).toContain("is on eth0, not on eth1");
  });

  describe.each(SHELLS)("in $name,", ({ requirement, shell }) => {
    testIf(requirement, "executes no value of the metadata service, wherever it is hostile", async () => {
      await fixture.instance.attach(ENI);
      const before = await fixture.instance.snapshot();
      const pieces = [
        "'",
        '"',
        "`",
        "$(",
        ")",
        ";",
        "|",
        "&",
        "\n",
        " ",
        "/",
        "*",
        "..",
        "touch /run/owned",
        "\0",
        "%n",
        "-",
      ];
      const hostile = fc.oneof(
        fc.array(fc.constantFrom(...pieces), { minLength: 1 }).map((parts) => parts.join("")),
        fc.constantFrom(
          "$(touch /run/owned)",
          "`touch /run/owned`",
          "'; touch /run/owned; '",
          "/*/*/*/../*",
          "x".repeat(1e5),
        ),
      );
      const where = fc.constantFrom("list", "list that is believed", "token", "address", "gateway");
      const run = fc.asyncProperty(hostile, where, async (value, place) => {
        const key = place === "gateway" ? `${ENI.mac}/gateway` : `${ENI.mac}/private-ipv4s`;
        fixture.cloud.setMetadata({
          ...HEALTHY,
          ...(place === "list" && { list: value }),
          ...(place === "list that is believed" && { list: value, values: {}, otherwise: ENI.eip }),
          ...(place === "token" && { token: value }),
          ...((place === "address" || place === "gateway") && {
            values: { ...HEALTHY.values, [key]: value },
          }),
        });
        const result = await fixture.instance.runScript({ ...UP, waitSeconds: 0 }, { shell });
        expect([20, 21, 23]).toContain(result.exitCode);
        expect(await fixture.instance.snapshot()).toBe(before);
      });
      await fc.assert(run, { numRuns: 20 });
    });
  });
});
