import type { GuestScriptParameters } from "../../guest/render";
import { describeIf } from "../../testing/requirements";
import { DESTINATION, ENI, metadataOf, PRIMARY, SECOND_ENI, SHARED_ENI } from "./lab/cloud";
import { useFixture } from "./lab/fixture";
import type { ScriptRun } from "./lab/instance";
import { LAB_PROGRAMS, namespaces } from "./lab/namespaces";
import { SHELLS } from "./lab/shells";

jest.setTimeout(120_000);

const UP: GuestScriptParameters = { action: "up", eip: ENI.eip, manager: "none" };
const DOWN: GuestScriptParameters = { action: "down", eip: ENI.eip };

describe.each(SHELLS)("any image, $name: on a real kernel", ({ requirement, shell }) => {
  describeIf([namespaces, ...LAB_PROGRAMS, requirement], "the guest script", () => {
    const fixture = useFixture();
    const runs = (parameters: GuestScriptParameters, how: ScriptRun = {}) =>
      fixture.runs(parameters, { shell, ...how });

    test("puts the EIP on its NIC, and a ping from it is answered, as it is not without", async () => {
      await fixture.instance.attach(ENI);
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(false);

      await runs(UP);

      expect(await fixture.instance.sh(`ip -o -4 addr show dev ${ENI.nic}`)).toContain(
        ` inet ${ENI.eip}/32 `,
      );
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
      expect(await fixture.cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });
    });

    test("is what makes it work: with the address alone, replies leave by the primary NIC and are lost", async () => {
      await fixture.instance.attach(ENI);
      await fixture.instance.sh(
        `ip addr add ${ENI.eip}/${ENI.prefixLength} dev ${ENI.nic}; ip link set ${ENI.nic} up`,
      );

      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(false);
      expect((await fixture.cloud.verdicts()).spoofed).toBeGreaterThan(0);

      await runs(UP);
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
    });

    test("lets replies to connections from outside leave by the ENI", async () => {
      await fixture.instance.attach(ENI);
      await runs(UP);
      const program =
        'require("net").createServer((s) => s.end("hello")).listen(8080, () => console.log("listening"))';
      await fixture.cloud.lab.start(fixture.instance.name, [process.execPath, "-e", program], (output) =>
        output.includes("listening"),
      );

      expect(await fixture.cloud.lab.sh("internet", `ping -n -c 1 -W 2 ${ENI.eip}`)).toContain("1 received");
      expect(await fixture.cloud.lab.sh("internet", `curl -s --http0.9 -m 5 http://${ENI.eip}:8080/`)).toBe(
        "hello",
      );
      expect(await fixture.cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });
    });

    test("leaves the main table, the primary NIC, the services in 100.64.0.0/10 and IPv6 as they are", async () => {
      await fixture.instance.attach(ENI);
      await fixture.instance.sh(
        `ip -6 addr add 2001:db8:0:1::202/64 dev eth0 nodad; ip -6 route add default via 2001:db8:0:1::fd dev eth0
         ip link set ${ENI.nic} up; ip -6 addr add 2001:db8:0:2::106/64 dev ${ENI.nic} nodad`,
      );
      const look =
        "ip route; ip -6 rule; ip -6 route; ip -6 -o addr show scope global; ip -4 -o addr show dev eth0";
      const before = await fixture.instance.sh(look);

      await runs(UP);

      expect(await fixture.instance.sh(look)).toBe(before);
      expect(await fixture.instance.pings(DESTINATION)).toBe(true);
      expect(await fixture.instance.sh("ip route get 100.100.100.200")).toContain(
        ` dev eth0 src ${PRIMARY.address} `,
      );
      expect(await fixture.instance.sh("curl -s -m 5 http://100.100.100.200/latest/")).toBe(
        "a token is needed",
      );
      expect(await fixture.cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });
    });

    test("does the same twice as once", async () => {
      await fixture.instance.attach(ENI);
      await runs(UP);
      const once = await fixture.instance.snapshot();
      await runs(UP);
      expect(await fixture.instance.snapshot()).toBe(once);
    });

    test("takes everything away again with down, once or twice, and down without up does nothing", async () => {
      await fixture.instance.attach(ENI);
      const before = await fixture.instance.snapshot();
      await runs(DOWN);
      expect(await fixture.instance.snapshot()).toBe(before);
      await runs(UP);
      expect(await fixture.instance.snapshot()).not.toBe(before);
      await runs(DOWN);
      expect(await fixture.instance.snapshot()).toBe(before);
      await runs(DOWN);
      expect(await fixture.instance.snapshot()).toBe(before);
    });

    test("restores what was there: an address and link from DHCP, an MTU, a strict reverse-path filter", async () => {
      await fixture.instance.attach(ENI);
      await fixture.instance.sh(
        `ip addr add ${ENI.eip}/${ENI.prefixLength} dev ${ENI.nic}; ip link set ${ENI.nic} mtu 1400 up
         for nic in all default eth0 ${ENI.nic}; do echo 1 >/proc/sys/net/ipv4/conf/$nic/rp_filter; done
         ip rule add from 10.9.9.9 lookup 123; mkdir /etc/sysctl.d`,
      );
      const before = await fixture.instance.snapshot();

      await runs(UP);
      expect(
        await fixture.instance.sh(
          `cat /proc/sys/net/ipv4/conf/${ENI.nic}/rp_filter /sys/class/net/${ENI.nic}/mtu`,
        ),
      ).toBe("2\n1500\n");
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
      expect(await fixture.instance.sh("cat /proc/sys/net/ipv4/conf/all/rp_filter")).toBe("1\n");

      await runs(DOWN);
      expect(await fixture.instance.snapshot()).toBe(before);
    });

    test("works where the ENI is already detached at down", async () => {
      const before = await fixture.instance.snapshot();
      await fixture.instance.attach(ENI);
      await runs(UP);
      await fixture.instance.detach(ENI);
      await runs(DOWN);
      expect(await fixture.instance.snapshot()).toBe(before);
    });

    test("follows an ENI that was replaced by another one with the same EIP", async () => {
      await fixture.instance.attach(ENI);
      await runs(UP);
      await fixture.instance.detach(ENI);
      const replacement = { ...ENI, mac: "00:16:3e:0a:0b:ff", nic: "eth7" };
      fixture.cloud.setMetadata(metadataOf("token", [replacement]));
      await fixture.instance.attach(replacement);

      await runs(UP);
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
      const rules = await fixture.instance.sh("ip rule");
      expect(rules).toMatch(/^0:.*\n(?:\d+:\tfrom 203\.0\.113\.106 .*\n){3}32766:.*\n32767:.*\n$/);
    });

    test("runs two EIPs side by side, and taking one down leaves the other one working", async () => {
      for (const eni of [ENI, SECOND_ENI]) await fixture.instance.attach(eni);
      // Cloud Assistant may run both at the same time.
      await Promise.all([
        runs(UP, { file: "/tmp/one.sh" }),
        runs({ ...UP, eip: SECOND_ENI.eip }, { file: "/tmp/two.sh" }),
      ]);
      for (const eni of [ENI, SECOND_ENI])
        expect(await fixture.instance.pings(DESTINATION, eni.eip)).toBe(true);

      await runs(DOWN);
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(false);
      expect(await fixture.instance.pings(DESTINATION, SECOND_ENI.eip)).toBe(true);
      expect(await fixture.cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });
    });

    describe("with several EIPs on one NIC", () => {
      const EIPS = [ENI.eip, ...SHARED_ENI.others];
      const upAll = async (eips: readonly string[] = EIPS) => {
        for (const eip of eips) await runs({ ...UP, eip });
      };
      const working = async (): Promise<string[]> => {
        const answered: string[] = [];
        for (const eip of EIPS) if (await fixture.instance.pings(DESTINATION, eip)) answered.push(eip);
        return answered;
      };

      test("puts each on it, whichever comes first, and each can be told from the others", async () => {
        await fixture.instance.attach(SHARED_ENI);
        await upAll([...EIPS].reverse());
        expect(await working()).toEqual(EIPS);
        for (const eip of EIPS) {
          expect((await runs({ action: "status", eip })).stdout).toContain(`${eip} is up: nic=${ENI.nic} `);
          await runs({ action: "verify", eip, verify: `icmp:${DESTINATION}` });
          expect(await fixture.cloud.lab.sh("internet", `ping -n -c 1 -W 2 ${eip}`)).toContain("1 received");
        }
        expect(await fixture.cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });
      });

      test("adds and removes one while the others go on, without a lost packet", async () => {
        const [first, second, third] = EIPS as [string, string, string];
        await fixture.instance.attach(SHARED_ENI);
        await upAll([first]);
        const before = await fixture.instance.snapshot();
        const ping = fixture.instance.run(["ping", "-n", "-i", "0.1", "-c", "60", "-I", first, DESTINATION]);
        await upAll([second, third]);
        expect(await working()).toEqual(EIPS);
        await runs({ ...DOWN, eip: second });
        expect(await working()).toEqual([first, third]);
        await runs({ ...DOWN, eip: third });
        expect((await ping).stdout).toContain("60 received, 0% packet loss");
        expect(await fixture.instance.snapshot()).toBe(before);
      });

      test("takes the first one down while the others go on, and restores what was there with the last one", async () => {
        const [first, second, third] = EIPS as [string, string, string];
        await fixture.instance.attach(SHARED_ENI);
        await fixture.instance.sh(
          `ip link set ${ENI.nic} mtu 1400; echo 1 >/proc/sys/net/ipv4/conf/${ENI.nic}/rp_filter; mkdir /etc/sysctl.d`,
        );
        const before = await fixture.instance.snapshot();
        await upAll();
        const ping = fixture.instance.run(["ping", "-n", "-i", "0.1", "-c", "30", "-I", third, DESTINATION]);
        await runs({ ...DOWN, eip: first });
        expect(await working()).toEqual([second, third]);
        expect((await fixture.instance.runScript({ action: "status", eip: first })).exitCode).toBe(50);
        expect((await ping).stdout).toContain("30 received, 0% packet loss");
        await runs({ ...DOWN, eip: third });
        expect(await working()).toEqual([second]);
        await runs({ ...DOWN, eip: second });
        expect(await fixture.instance.snapshot()).toBe(before);
      });

      test("takes each down when the ENI is detached already", async () => {
        const before = await fixture.instance.snapshot();
        await fixture.instance.attach(SHARED_ENI);
        await upAll();
        await fixture.instance.detach(ENI);
        for (const eip of EIPS) await runs({ ...DOWN, eip });
        expect(await fixture.instance.snapshot()).toBe(before);
      });

      test("does the same twice as once, also when all come at the same time", async () => {
        await fixture.instance.attach(SHARED_ENI);
        await Promise.all(
          EIPS.map((eip, index) => runs({ ...UP, eip, waitSeconds: 30 }, { file: `/tmp/${index}.sh` })),
        );
        expect(await working()).toEqual(EIPS);
        const once = await fixture.instance.snapshot(["/etc", "/run", "/var/lib"]);
        await upAll();
        expect(await fixture.instance.snapshot(["/etc", "/run", "/var/lib"])).toBe(once);
      });
    });

    test("takes the next free number when table, priority or name of the EIP's own are in use", async () => {
      // 203.0.113.106: 20000 + (113 * 256 + 106) modulo 10000.
      await fixture.instance.attach(ENI);
      await fixture.instance.sh(
        `ip route add 10.9.0.0/16 via ${PRIMARY.gateway} table 29034
         ip rule add to 10.8.0.0/16 lookup main priority 29035
         ip rule add to 10.7.0.0/16 lookup 29036 priority 99
         mkdir -p /etc/iproute2/rt_tables.d; echo "29037 ours" >/etc/iproute2/rt_tables.d/ours.conf
         mkdir -p /var/lib/exposed-eip; echo "eth9 00:16:3e:00:00:09 10.0.0.1 none 29038 0 1500 up no" >/var/lib/exposed-eip/192.0.2.9`,
      );
      await runs(UP);
      expect(await fixture.instance.sh("ip rule")).toContain(`29039:\tfrom ${ENI.eip} lookup 29039`);
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
    });
  });
});
