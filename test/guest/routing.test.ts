import type { GuestScriptParameters } from "../../guest/render";
import { describeIf } from "../../testing/requirements";
import { DESTINATION, ENI, PRIMARY, SECOND_ENI } from "./lab/cloud";
import { CONTAINER, PUBLISHED_PORT, startContainer } from "./lab/container";
import { useFixture } from "./lab/fixture";
import { LAB_PROGRAMS, namespaces } from "./lab/namespaces";

jest.setTimeout(120_000);

const UP: GuestScriptParameters = { action: "up", eip: ENI.eip, manager: "none" };
const DOWN: GuestScriptParameters = { action: "down", eip: ENI.eip };
const STATUS: GuestScriptParameters = { action: "status", eip: ENI.eip };
const STATE = `/var/lib/exposed-eip/${ENI.eip}`;
const BOOT = "/var/lib/exposed-eip.boot";
const UNIT = "/etc/systemd/system/exposed-eip.service";
/** A client of a VPN that the instance serves. */
const PEER = "10.8.0.2";

describeIf(
  [namespaces, ...LAB_PROGRAMS],
  "any image: with what else the machine routes, the guest script",
  () => {
    const fixture = useFixture();
    const rules = () => fixture.instance.sh("ip -4 rule");
    const get = async (network: string, ...words: string[]) =>
      (await fixture.cloud.lab.run(network, ["curl", "-s", "--http0.9", "-m", "3", ...words])).stdout;

    /** A tunnel to a peer; its other end is a namespace. */
    async function startVpn(): Promise<void> {
      await fixture.cloud.lab.sh(undefined, "ip netns add peer");
      await fixture.cloud.lab.sh(
        fixture.instance.name,
        `ip link add vpn0 type veth peer name vpn0 netns peer
       ip addr add 10.8.0.1/24 dev vpn0
       ip link set vpn0 up
       ip -n peer addr add ${PEER}/24 dev vpn0
       ip -n peer link set vpn0 up
       ip -n peer route add ${ENI.eip} via 10.8.0.1`,
      );
    }

    test("lets the EIP reach bridges and peers of a VPN, and be reached by them, and answers for containers", async () => {
      const { instance, cloud } = fixture;
      await instance.attach(ENI);
      await startContainer(cloud, instance);
      await startVpn();
      const before = await instance.snapshot();
      await fixture.runs(UP);

      expect(await get(instance.name, "--interface", ENI.eip, `http://${CONTAINER}/`)).toBe("hello");
      expect(await get(instance.name, `http://${ENI.eip}:${PUBLISHED_PORT}/`)).toBe("hello");
      expect(await get("internet", `http://${ENI.eip}:${PUBLISHED_PORT}/`)).toBe("hello");
      expect(await get(instance.name, "--interface", "eth0", `http://${CONTAINER}/`)).toBe("");
      await cloud.lab.sh("peer", `ping -n -c 1 -W 2 ${ENI.eip}`);
      // The subnet of the primary NIC is reached by the ENI, since the cloud drops the EIP as a source elsewhere.
      expect(await instance.pings(PRIMARY.gateway, ENI.eip)).toBe(true);
      expect(await instance.pings(DESTINATION, ENI.eip)).toBe(true);
      expect(await cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });

      // Neither a connection of the container's own, nor one that comes by the primary NIC, is led to the ENI.
      expect(
        await get(
          "container",
          "--connect-timeout",
          "2",
          "-o",
          "/dev/null",
          "-w",
          "%{http_code}",
          "http://100.100.100.200/latest/",
        ),
      ).toBe("403");
      expect(await cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });

      await fixture.runs(STATUS);
      await instance.sh("nft delete table ip exposed_eip");
      expect((await instance.runScript(STATUS)).stderr).toBe(
        `exposed-eip: error 51: the mark of ${ENI.eip} is missing. Run up.\n`,
      );
      await fixture.runs(UP);
      expect(await get("internet", `http://${ENI.eip}:${PUBLISHED_PORT}/`)).toBe("hello");

      await fixture.runs(DOWN);
      expect(await instance.snapshot()).toBe(before);
    });

    test("gives each EIP a mark of its own, and says so where it cannot mark", async () => {
      const { instance } = fixture;
      for (const eni of [ENI, SECOND_ENI]) await instance.attach(eni);
      await instance.sh("echo 1 >/proc/sys/net/ipv4/ip_forward");
      const shell = instance.shellWithout(["/usr/sbin/nft"]);
      expect((await fixture.runs(UP, { shell })).stdout).toMatch(/gets no replies from containers .*nft/);
      // The mark that the second one's table would have, as another EIP that is up has it.
      const taken = ((20000 + ((100 * 256 + 36) % 10000)) % 127) + 1;
      instance.write(
        "/var/lib/exposed-eip/192.0.2.9",
        `eth9 00:16:3e:00:00:09 192.0.2.1 none 29999 1500 up no - 0x${(taken << 24).toString(16)} -\n`,
      );
      await fixture.runs(UP);
      await fixture.runs({ ...UP, eip: SECOND_ENI.eip });
      const marks = [...(await rules()).matchAll(/fwmark (0x\w+)\/0x7f000000/g)].map(([, mark]) => mark);
      expect(new Set(marks).size).toBe(2);
      expect(marks).not.toContain(`0x${(taken << 24).toString(16)}`);
    });

    test("routes prefixes of the primary NIC by the ENI, follows them with each up, and tells with status what is new", async () => {
      const { instance } = fixture;
      await instance.attach(ENI);
      await instance.sh(
        `ip route add 10.20.0.0/16 via ${PRIMARY.gateway}; ip route add 0.0.0.0/1 via ${PRIMARY.gateway}; ip route add 128.0.0.0/1 via ${PRIMARY.gateway}`,
      );
      await fixture.runs(UP);
      const table = () => instance.sh("ip route show table 29034 | sed 's/ .*//' | sort");
      expect(await table()).toBe("10.0.0.0/24\n10.20.0.0/16\ndefault\n");
      expect(await instance.sh(`ip route get ${DESTINATION} from ${ENI.eip}`)).toContain(` dev ${ENI.nic} `);

      await instance.sh(`ip route del 10.20.0.0/16; ip route add 10.30.0.9 via ${PRIMARY.gateway}`);
      expect((await instance.runScript(STATUS)).stderr).toContain("error 51: the route of");
      await fixture.runs(UP);
      expect(await table()).toBe("10.0.0.0/24\n10.30.0.9\ndefault\n");
      await fixture.runs(STATUS);
    });

    test("upgrades the state of an earlier version, and keeps its one rule where the kernel ignores the suppressor", async () => {
      const { instance } = fixture;
      await instance.attach(ENI);
      const line = `${ENI.nic} ${ENI.mac} ${ENI.gateway} none 29034 1500 down no`;
      instance.write(STATE, `${line}\n`);
      instance.write(`${STATE}.sysctl`, "");
      instance.installProgram(
        "ip",
        `#!/bin/sh\nfor word; do shift; case $word in suppress_prefixlength | 7) ;; *) set -- "$@" "$word" ;; esac; done\nexec /usr/sbin/ip "$@"\n`,
      );
      await fixture.runs(UP);
      expect((await rules()).split("\n").filter((rule) => rule.includes(ENI.eip))).toEqual([
        `29034:\tfrom ${ENI.eip} lookup 29034`,
      ]);
      expect(instance.read(STATE)).toBe(`${line} - - -\n`);
      await fixture.runs(STATUS);

      instance.installProgram("ip", `#!/bin/sh\nexec /usr/sbin/ip "$@"\n`);
      await fixture.runs(UP);
      expect((await rules()).match(/suppress_prefixlength 7/g)).toHaveLength(2);
      expect(instance.read(STATE)).toBe(`${line} yes - 10.0.0.0/24\n`);
      await fixture.runs(DOWN);
      expect(await rules()).not.toContain(ENI.eip);
    });

    /** Stands in for systemd-networkd: `reload` is what happens when it reads its files. */
    function installNetworkd(version: number, reload: string): void {
      fixture.instance.installProgram(
        "networkctl",
        `#!/bin/sh
case "$*" in
--version) echo "systemd ${version} (${version})" ;;
--help) echo "  reload" ;;
*status*) echo "Network File: /etc/systemd/network/00-exposed-eip-${ENI.nic}.network" ;;
reload) ${reload} ;;
esac
`,
      );
      fixture.instance.makeFolder("/etc/systemd/network");
    }

    test("leaves to a script at boot what systemd-networkd before version 245 has no words for", async () => {
      const { instance } = fixture;
      await instance.attach(ENI);
      installNetworkd(237, ":");
      // A reboot numbers the links again.
      const snapshot = async () => (await instance.snapshot()).replaceAll(/@if\d+/g, "");
      const before = await snapshot();
      await fixture.runs({ ...UP, manager: "networkd" });
      expect(instance.read(`/etc/systemd/network/00-exposed-eip-${ENI.nic}.network`)).not.toContain(
        "Suppress",
      );
      const present = await rules();
      expect(present.match(/suppress_prefixlength 7/g)).toHaveLength(2);
      expect(instance.read(UNIT)).toMatch(/^PartOf=systemd-networkd\.service /m);

      await instance.reboot([ENI]);
      expect(await instance.startUnit()).toBe(true);
      expect(await instance.startUnit()).toBe(true);
      expect(await rules()).toBe(present);
      await fixture.runs({ ...UP, manager: "networkd" });
      await fixture.runs(DOWN);
      expect(await snapshot()).toBe(before);
      expect([BOOT, UNIT].filter((file) => instance.has(file))).toEqual([]);
    });

    test.each([
      [
        "the address of the primary NIC",
        "ip addr flush dev eth0",
        ["/usr/bin/ping"],
        `the default route by ${PRIMARY.gateway} is gone`,
      ],
      [
        "the way to the metadata service",
        "ip route add unreachable 100.100.100.200",
        [],
        "the metadata service does not answer any more",
      ],
    ])(
      "undoes its work, and fails with exit code 44, when a manager takes %s away",
      async (_, loss, hidden, reason) => {
        const { instance } = fixture;
        await instance.attach(ENI);
        installNetworkd(252, `${loss} 2>/dev/null || :`);
        const look =
          "ip -o -4 addr | sed 's/ valid_lft .*//'; ip rule; ip route | grep -v ^unreachable; ls /etc/systemd/network";
        const before = await instance.sh(look);
        const run = { ...UP, manager: "networkd" } as const;
        const { exitCode, stderr } = await instance.runScript(run, {
          shell: instance.shellWithout(hidden.length > 0 ? hidden : ["/usr/bin/wget"]),
        });
        expect({ exitCode, stderr }).toEqual({
          exitCode: 44,
          stderr: `exposed-eip: error 44: ${reason} with ${ENI.eip} up, so it is down again. See the log of networkd, or run up with --manager none.\n`,
        });
        expect(await instance.sh(look)).toBe(before);
      },
    );

    test("adds rules again that a manager removed, undoes its work, and fails with exit code 43", async () => {
      const { instance } = fixture;
      await instance.attach(ENI);
      instance.write("/etc/systemd/networkd.conf", "[Network]\nManageForeignRoutingPolicyRules=no\n");
      installNetworkd(252, "ip rule del pref 512; ip -6 rule del pref 513");
      await instance.sh(
        "ip rule add pref 512 to 10.244.0.5 lookup main; ip -6 rule add pref 513 to 2001:db8::5 lookup main",
      );
      const look = "ip rule; ip -6 rule; ls /etc/systemd/network";
      const before = await instance.sh(look);
      const { exitCode, stderr } = await instance.runScript({ ...UP, manager: "networkd" });
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 43 });
      expect(stderr).toContain(
        "(512 from all to 10.244.0.5 lookup main, 513 from all to 2001:db8::5 lookup main)",
      );
      expect(await instance.sh(look)).toBe(before);
    });
  },
);
