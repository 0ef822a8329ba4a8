import { describeIf } from "../../testing/requirements";
import { DESTINATION, ENI, type Eni, SECOND_ENI, SHARED_ENI } from "./lab/cloud";
import { plugInContainer, PUBLISHED_PORT, startContainer } from "./lab/container";
import { leaveLikeEarlierVersion } from "./lab/earlier-version";
import { useFixture } from "./lab/fixture";
import { IMAGE_FAMILIES } from "./lab/image-families";
import { eventually, LAB_PROGRAMS, namespaces, programs } from "./lab/namespaces";

jest.setTimeout(180_000);

const dnsmasq = programs("dnsmasq-base", "/usr/sbin/dnsmasq");
const CONFIGURATION = ["/etc", "/var/lib/exposed-eip"];
const FILES = `find ${CONFIGURATION.join(" ")} -type f -exec md5sum {} + | sort`;
/** The EIPs of one NIC, the primary private address first. */
const [FIRST, SECOND, THIRD] = [ENI.eip, ...SHARED_ENI.others];

describe.each(IMAGE_FAMILIES)("$name: after a reboot, with its configuration read by $reader,", (image) => {
  describeIf([namespaces, ...LAB_PROGRAMS, dnsmasq, ...image.needs], "the EIP", () => {
    const fixture = useFixture();

    beforeEach(() => {
      fixture.instance.makeFolder("/etc/sysctl.d");
      fixture.instance.makeFolder("/var/lib/exposed-eip");
      image.prepare(fixture.instance);
    });

    async function boot(enis: readonly Eni[]): Promise<void> {
      await image.boot(fixture.instance, enis);
      await fixture.instance.run(["/lib/systemd/systemd-sysctl", "--prefix=/net/ipv4/conf/eth1"]);
      await fixture.instance.startUnit();
    }

    async function reboot(enis: readonly Eni[]): Promise<void> {
      await fixture.instance.reboot(enis);
      await boot(enis);
    }

    async function up(eni: Eni): Promise<void> {
      await fixture.runs({ action: "up", eip: eni.eip, waitSeconds: 20 });
    }

    /** The EIPs answer, and whatever does not ask for them goes by the primary NIC as before. */
    async function expectToWork(enis: readonly Eni[]): Promise<void> {
      const { instance, cloud } = fixture;
      for (const eni of enis) {
        await eventually(`a ping from ${eni.eip} is answered`, () => instance.pings(DESTINATION, eni.eip));
        await cloud.lab.sh("internet", `ping -n -c 1 -W 2 ${eni.eip}`);
      }
      expect(await instance.pings(DESTINATION)).toBe(true);
      expect(await instance.sh(`ip route get ${DESTINATION}`)).toContain(" dev eth0 ");
      expect(await instance.sh("ip route get 100.100.100.200")).toContain(" dev eth0 ");
    }

    /** The answer of a container to the Internet. */
    const published = async () =>
      fixture.cloud.lab.sh("internet", `curl -s --http0.9 -m 5 http://${ENI.eip}:${PUBLISHED_PORT}/`);

    test("works, for a container too", async () => {
      await boot([]);
      await fixture.instance.attach(ENI);
      await startContainer(fixture.cloud, fixture.instance);
      const mainTable = await fixture.instance.sh("ip route");
      await up(ENI);
      const { stdout } = await fixture.runs({ action: "status", eip: ENI.eip });
      expect(stdout).toContain(` manager=${image.manager}\n`);
      await expectToWork([ENI]);
      expect(await published()).toBe("hello");

      await reboot([ENI]);
      await plugInContainer(fixture.cloud, fixture.instance);
      await expectToWork([ENI]);
      expect(await published()).toBe("hello");
      expect(await fixture.cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });
      expect(await fixture.instance.sh("ip route")).toBe(mainTable);
      await fixture.runs({ action: "status", eip: ENI.eip });
    });

    test("does not work without its configuration", async () => {
      await boot([]);
      await fixture.instance.attach(ENI);
      await fixture.runs({ action: "up", eip: ENI.eip, manager: "none" });
      await expectToWork([ENI]);

      await reboot([ENI]);
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(false);
    });

    test("works beside cloud-init's configuration, rendered after the script ran", async () => {
      await boot([]);
      await fixture.instance.attach(ENI);
      const mainTable = await fixture.instance.sh("ip route");
      await up(ENI);

      image.renderLikeCloudInit(fixture.instance, [ENI]);
      await fixture.cloud.startDhcpService([ENI]);
      await reboot([ENI]);
      await expectToWork([ENI]);
      if (image.prevails) expect(await fixture.instance.sh("ip route")).toBe(mainTable);
    });

    test("works beside cloud-init's configuration, rendered before the script ran", async () => {
      await fixture.instance.attach(ENI);
      image.renderLikeCloudInit(fixture.instance, [ENI]);
      await fixture.cloud.startDhcpService([ENI]);
      await boot([ENI]);
      const configuration = await fixture.instance.sh(FILES);
      await up(ENI);
      await expectToWork([ENI]);

      await reboot([ENI]);
      await expectToWork([ENI]);
      await fixture.runs({ action: "down", eip: ENI.eip });
      expect(await fixture.instance.sh(FILES)).toBe(configuration);
    });

    test("works beside another one, and beside the rules of other software", async () => {
      const ours = `sed '/from ${ENI.eip} /d; /from ${SECOND_ENI.eip} /d'`;
      const others = () => fixture.instance.sh(`ip rule | ${ours}; ip -6 rule`);
      /** Those of a VPN or a network for containers, which puts its own before the kernel's first one. */
      const addRules = () =>
        fixture.instance.sh(
          `ip rule add pref 512 to 10.244.0.5 lookup main; ip -6 rule add pref 512 to 2001:db8::5 lookup main
           ip rule add pref 600 lookup local; ip rule del pref 0`,
        );
      await boot([]);
      await fixture.instance.attach(ENI);
      await up(ENI);
      await addRules();
      const before = await others();
      await fixture.instance.attach(SECOND_ENI);
      await up(SECOND_ENI);
      expect(await others()).toBe(before);
      await expectToWork([ENI, SECOND_ENI]);

      await reboot([ENI, SECOND_ENI]);
      await expectToWork([ENI, SECOND_ENI]);
      await addRules();
      await fixture.runs({ action: "down", eip: ENI.eip });
      expect(await others()).toBe(before);
      await expectToWork([SECOND_ENI]);
    });

    /** The same for EIPs of one NIC. */
    async function expectEipsToWork(...eips: readonly string[]): Promise<void> {
      await expectToWork(eips.map((eip) => ({ ...ENI, eip })));
    }

    const upOf = (eip: string) => up({ ...ENI, eip });
    const downOf = (eip: string) => fixture.runs({ action: "down", eip });

    test("works beside others on the same NIC, which come and go without a lost packet", async () => {
      await boot([]);
      await fixture.instance.attach(SHARED_ENI);
      const mainTable = await fixture.instance.sh("ip route");
      await upOf(FIRST);
      const words = ["ping", "-n", "-i", "0.1", "-c", "100", "-I", FIRST, DESTINATION];
      const ping = fixture.instance.run(words);
      await upOf(SECOND);
      await upOf(THIRD);
      await expectEipsToWork(FIRST, SECOND, THIRD);
      await downOf(SECOND);
      expect((await ping).stdout).toContain("100 received, 0% packet loss");
      await upOf(SECOND);

      await reboot([SHARED_ENI]);
      await expectEipsToWork(FIRST, SECOND, THIRD);
      expect(await fixture.instance.sh("ip route")).toBe(mainTable);

      await downOf(FIRST);
      await expectEipsToWork(SECOND, THIRD);
      await reboot([SHARED_ENI]);
      await expectEipsToWork(SECOND, THIRD);
      expect(await fixture.instance.pings(DESTINATION, FIRST)).toBe(false);
      for (const eip of [SECOND, THIRD]) await fixture.runs({ action: "status", eip });
    });

    test("works beside others on the same NIC and cloud-init's configuration", async () => {
      await boot([]);
      await fixture.instance.attach(SHARED_ENI);
      await upOf(FIRST);
      await upOf(SECOND);
      image.renderLikeCloudInit(fixture.instance, [ENI]);
      await fixture.cloud.startDhcpService([ENI]);
      await reboot([SHARED_ENI]);
      if (!image.addsToDhcp) await upOf(SECOND);
      await expectEipsToWork(FIRST, SECOND);
    });

    test("takes over what an earlier version left, which had files for each EIP", async () => {
      await boot([]);
      await fixture.instance.attach(SHARED_ENI);
      const before = await fixture.instance.sh(FILES);
      leaveLikeEarlierVersion(fixture.instance, image.manager, ENI);
      await reboot([SHARED_ENI]);
      await expectEipsToWork(FIRST);

      await upOf(SECOND);
      await upOf(FIRST);
      await expectEipsToWork(FIRST, SECOND);
      for (const eip of [FIRST, SECOND])
        expect(await fixture.instance.sh("ip rule")).toContain(
          `from ${eip} lookup main suppress_prefixlength 7`,
        );
      expect(await fixture.instance.sh("find /etc -name '*exposed-eip-203*'")).toBe("");
      await reboot([SHARED_ENI]);
      await expectEipsToWork(FIRST, SECOND);
      await downOf(FIRST);
      await expectEipsToWork(SECOND);
      await downOf(SECOND);
      expect(await fixture.instance.sh(FILES)).toBe(before);
    });

    test("is gone after down, with everything as it was before", async () => {
      await boot([]);
      await fixture.instance.attach(ENI);
      await fixture.instance.sh(`echo 1 >/proc/sys/net/ipv4/conf/${ENI.nic}/rp_filter`);
      const before = await fixture.instance.snapshot(CONFIGURATION);
      await up(ENI);
      await up(ENI);
      expect(await fixture.instance.snapshot(CONFIGURATION)).not.toBe(before);

      await fixture.runs({ action: "down", eip: ENI.eip });
      let now = "";
      await eventually("the manager has let go of the NIC", async () => {
        now = await fixture.instance.snapshot(CONFIGURATION);
        return now === before;
      }).catch(() => undefined);
      expect(now).toBe(before);

      await reboot([ENI]);
      expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(false);
    });
  });
});
