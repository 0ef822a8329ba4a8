import type { GuestScriptParameters } from "../../guest/render";
import { describeIf } from "../../testing/requirements";
import { DESTINATION, ENI, SECOND_ENI } from "./lab/cloud";
import { useFixture } from "./lab/fixture";
import { guestPrograms, LAB_PROGRAMS, namespaces } from "./lab/namespaces";

jest.setTimeout(60_000);

const UP: GuestScriptParameters = { action: "up", eip: ENI.eip, manager: "none" };
const SILENT = "192.0.2.77";
const PORT = 8080;
const SERVER = `require("net").createServer((s) => s.end("220 hello\\r\\n")).listen(${PORT}, () => console.log("listening"))`;

describeIf([namespaces, ...LAB_PROGRAMS], "any image: to tell whether it works, the guest script", () => {
  const fixture = useFixture();

  async function verify(target?: string) {
    const verifying = target === undefined ? {} : { verify: target };
    return fixture.instance.runScript({ action: "verify", eip: ENI.eip, waitSeconds: 1, ...verifying });
  }

  async function startServer(): Promise<void> {
    await fixture.cloud.lab.start("internet", [process.execPath, "-e", SERVER], (output) =>
      output.includes("listening"),
    );
  }

  test("verifies that the EIP is on a NIC, and fails with exit code 60 when it is not", async () => {
    expect((await verify()).exitCode).toBe(60);
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    expect(await verify()).toMatchObject({
      exitCode: 0,
      stdout: `exposed-eip: ${ENI.eip} is on ${ENI.nic}\n`,
    });
  });

  test("verifies that the target answers a ping from the EIP, and fails with exit code 61 when it does not", async () => {
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    expect(await verify(`icmp:${DESTINATION}`)).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await verify(`icmp:${SILENT}`);
    expect(exitCode).toBe(61);
    expect(stderr).toMatch(
      /^exposed-eip: error 61: icmp:192\.0\.2\.77 does not answer 203\.0\.113\.106\. .+\.\n$/,
    );
  });

  test("fails to verify a target that only the primary NIC reaches", async () => {
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    await fixture.instance.sh(`while ip rule del from ${ENI.eip} 2>/dev/null; do :; done`);
    expect(await fixture.instance.pings(DESTINATION)).toBe(true);
    expect((await verify(`icmp:${DESTINATION}`)).exitCode).toBe(61);
  });

  const CLIENTS = [
    { client: "curl", hidden: [] },
    { client: "python", hidden: ["/usr/bin/curl"] },
  ];
  describeIf(guestPrograms("python3-minimal", "/usr/bin/python3"), "where ICMP is blocked", () => {
    test.each(CLIENTS)(
      "verifies by TCP with $client, whatever the protocol behind the port",
      async ({ hidden }) => {
        await fixture.instance.attach(ENI);
        await fixture.runs(UP);
        await startServer();
        const shell = fixture.instance.shellWithout(["/usr/bin/wget", ...hidden]);
        const exitCodeOf = async (port: number): Promise<number> => {
          const target = `tcp:${DESTINATION}:${port}`;
          const parameters = { action: "verify", eip: ENI.eip, waitSeconds: 1, verify: target } as const;
          return (await fixture.instance.runScript(parameters, { shell })).exitCode;
        };
        expect(await exitCodeOf(PORT)).toBe(0);
        expect(await exitCodeOf(PORT + 1)).toBe(61);
        await fixture.instance.sh(`while ip rule del from ${ENI.eip} 2>/dev/null; do :; done`);
        expect(await exitCodeOf(PORT)).toBe(61);
      },
    );
  });

  test("verifies after up when a target is given, and waits for an association that takes effect late", async () => {
    await fixture.instance.attach(ENI);
    const disassociated = `nft insert rule ip cloud check_source ip saddr ${ENI.eip} drop`;
    await fixture.cloud.lab.sh(undefined, disassociated);
    const running = fixture.runs({ ...UP, verify: `icmp:${DESTINATION}`, waitSeconds: 40 });
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    await fixture.cloud.lab.sh(
      undefined,
      "nft delete rule ip cloud check_source handle $(nft -a list chain ip cloud check_source | sed -n 's/.*ip saddr .* drop # handle //p' | head -n 1)",
    );
    expect((await running).stdout).toContain(`gets answers from icmp:${DESTINATION}\n`);
  });

  test("tells with status whether the EIP is up, and with exit code 50 or 51 what is missing", async () => {
    const status: GuestScriptParameters = { action: "status", eip: ENI.eip };
    expect((await fixture.instance.runScript(status)).exitCode).toBe(50);
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    expect((await fixture.runs(status)).stdout).toBe(
      `exposed-eip: ${ENI.eip} is up: nic=eth1 mac=${ENI.mac} gateway=${ENI.gateway} table=29034 manager=none\n`,
    );
    for (const [piece, command] of [
      ["route", "ip route flush table 29034"],
      ["rule", `ip rule del from ${ENI.eip}`],
      ["address", `ip addr del ${ENI.eip}/32 dev eth1`],
    ] as const) {
      await fixture.instance.sh(command);
      const { exitCode, stderr } = await fixture.instance.runScript(status);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 51,
        stderr: `exposed-eip: error 51: the ${piece} of ${ENI.eip} is missing. Run up.\n`,
      });
      await fixture.runs(UP);
    }
  });

  test("fails with exit code 52 when a rule before the EIP's takes what it sends, naming that rule", async () => {
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    await fixture.instance.sh(
      `ip link add vpn0 type veth peer name vpn1; ip link set vpn0 up; ip link set vpn1 up
       ip route add default dev vpn0 table 52
       ip rule add fwmark 9 lookup 52 priority 5200; ip rule add from ${SECOND_ENI.eip} lookup 52 priority 5201
       ip rule add to 10.0.0.0/8 lookup 52 priority 5202; ip rule add lookup 52 priority 30001`,
    );
    const status: GuestScriptParameters = { action: "status", eip: ENI.eip };
    await fixture.runs(status);
    await fixture.instance.sh("ip rule add lookup 52 priority 5270");
    const parameters: GuestScriptParameters[] = [
      status,
      { ...status, action: "verify", verify: `icmp:${DESTINATION}` },
      { ...UP, mac: ENI.mac, gateway: ENI.gateway },
    ];
    for (const each of parameters) {
      const { exitCode, stderr } = await fixture.instance.runScript(each);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 52,
        stderr: expect.stringMatching(
          /^exposed-eip: error 52: .* leaves by vpn0, not by eth1, because of the rule '5270: from all lookup 52 ?'\. .*\.\n$/,
        ) as string,
      });
    }
    // It takes the packets to the metadata service too.
    const { stderr: silence } = await fixture.instance.runScript({ ...UP, waitSeconds: 0 });
    expect(silence).toContain("error 20: ");
    expect(silence).toContain("leave by vpn0 because of the rule '5270: from all lookup 52");

    for (const refusal of ["lookup 53", "unreachable"]) {
      await fixture.instance.sh(
        `ip route replace unreachable default table 53; ip rule del priority 5270; ip rule add ${refusal} priority 5270`,
      );
      const { exitCode, stderr } = await fixture.instance.runScript(status);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 52 });
      expect(stderr).toContain(
        `leaves by no NIC, not by eth1, because of the rule '5270: from all ${refusal}`,
      );
    }
  });

  test("warns where Alibaba Cloud's DNS does not answer, naming the firewall's rule, and says nothing where it does", async () => {
    const status: GuestScriptParameters = { action: "status", eip: ENI.eip };
    const warning = async () => {
      const { exitCode, stderr } = await fixture.instance.runScript(status);
      expect(exitCode).toBe(0);
      return stderr;
    };
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
    await fixture.instance.sh("echo nameserver 100.100.2.138 >/etc/resolv.conf");
    expect(await warning()).toMatch(
      /^exposed-eip: warning: [^:]* 100\.100\.2\.138 does not answer\. .*\.\n$/,
    );

    const answer = `const server = require("node:dgram").createSocket("udp4");
      server.on("message", (query, { port, address }) => server.send(query, port, address));
      server.bind(53, "100.100.2.138", () => console.log("listening"));`;
    await fixture.cloud.lab.sh(undefined, "ip addr add 100.100.2.138/32 dev lo");
    await fixture.cloud.lab.start(undefined, [process.execPath, "-e", answer], (output) =>
      output.includes("listening"),
    );
    expect(await warning()).toBe("");

    const chain = "chain ts-input { type filter hook input priority filter; ip saddr 100.64.0.0/10 drop; }";
    await fixture.instance.sh(`echo >/etc/resolv.conf; nft -f - <<END
 table ip filter {
 ${chain}
 }
END
`);
    expect(await warning()).toMatch(
      /^(?:exposed-eip: warning: .* 100\.100\.2\.13[68] does not answer: a firewall .* 'ip saddr 100\.64\.0\.0\/10 drop' of the nftables chain ts-input\. .*\.\n){2}$/,
    );
  });

  test("waits while another run holds the lock, and fails with exit code 13 when it does not end", async () => {
    await fixture.instance.attach(ENI);
    await fixture.instance.start(["flock", "/run", "sh", "-c", "echo locked; sleep 60"], (output) =>
      output.includes("locked"),
    );
    const { exitCode, stderr } = await fixture.instance.runScript({ ...UP, waitSeconds: 1 });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 13 });
    expect(stderr).toMatch(/^exposed-eip: error 13: another run holds [^\n]+\.\n$/);
    expect(fixture.instance.has("/var/lib/exposed-eip")).toBe(false);
  });

  test("takes the lock over from a run that was killed, and leaves nothing behind", async () => {
    await fixture.instance.attach(ENI);
    const killed = ["flock", "/run", "sh", "-c", "kill -9 $PPID $$"];
    expect((await fixture.instance.run(killed)).exitCode).not.toBe(0);
    await fixture.runs(UP);
    expect(await fixture.instance.sh("ls -A /run")).not.toContain("exposed-eip");
  });

  test("fails with exit code 31 when the tables are taken, and 32 when the kernel refuses, with the kernel's words", async () => {
    await fixture.instance.attach(ENI);
    await fixture.instance.sh(
      "for n in $(seq 29034 29133); do ip rule add to 10.7.0.0/16 lookup main priority $n; done",
    );
    expect((await fixture.instance.runScript(UP)).exitCode).toBe(31);
    await fixture.instance.attach(SECOND_ENI);
    const refused = await fixture.instance.runScript({ ...UP, eip: SECOND_ENI.eip, mtu: 20 });
    expect(refused.exitCode).toBe(32);
    expect(refused.stderr).toMatch(
      /^exposed-eip: error 32: 'ip -4 link set dev eth2 mtu 20 up' failed: .*mtu.*\n$/,
    );
  });

  test("fails with exit code 40 when nothing that is known configures the network, before it changes anything", async () => {
    await fixture.instance.attach(ENI);
    const before = await fixture.instance.snapshot();
    const { exitCode } = await fixture.instance.runScript({ action: "up", eip: ENI.eip });
    expect(exitCode).toBe(40);
    expect(await fixture.instance.snapshot()).toBe(before);
  });
});
