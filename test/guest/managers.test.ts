import { describeIf } from "../../testing/requirements";
import { DESTINATION, ENI } from "./lab/cloud";
import { useFixture } from "./lab/fixture";
import { BY_MANAGER } from "./lab/image-families";
import { LAB_PROGRAMS, namespaces } from "./lab/namespaces";

jest.setTimeout(180_000);

/** What must be as it was when the manager does not use the script's configuration. */
const CONFIGURATION = ["/etc", "/var/lib/exposed-eip"];

describeIf(
  [namespaces, ...LAB_PROGRAMS],
  "any image: where the manager goes by another file, the guest script",
  () => {
    const fixture = useFixture();

    /** The line of error 41 that `up` ends with, having left nothing behind. */
    async function refusal(manager?: "networkd" | "networkmanager"): Promise<string> {
      const before = await fixture.instance.snapshot(CONFIGURATION);
      const given = manager === undefined ? {} : { manager };
      const { exitCode, stderr } = await fixture.instance.runScript({ action: "up", eip: ENI.eip, ...given });
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 41 });
      expect(stderr).toMatch(/^exposed-eip: error 41: [^\n]+\. [^\n]+\.\n$/);
      expect(await fixture.instance.snapshot(CONFIGURATION)).toBe(before);
      return stderr;
    }

    async function launch(image: (typeof BY_MANAGER)[keyof typeof BY_MANAGER]): Promise<void> {
      fixture.instance.makeFolder("/etc/sysctl.d");
      fixture.instance.makeFolder("/var/lib/exposed-eip");
      fixture.instance.makeFolder("/etc/systemd/network");
      image.prepare(fixture.instance);
      await image.boot(fixture.instance, []);
      await fixture.instance.attach(ENI);
    }

    describeIf(BY_MANAGER.netplan.needs, "of networkd,", () => {
      test("fails with exit code 41 and names it, also with netplan", async () => {
        await launch(BY_MANAGER.netplan);
        // Earlier versions had cloud-init's ID.
        fixture.instance.write(
          `/etc/netplan/90-exposed-eip-${ENI.nic}.yaml`,
          `# exposed-eip\nnetwork: {version: 2, ethernets: {${ENI.nic}: {match: {macaddress: "${ENI.mac}"}, ` +
            `set-name: ${ENI.nic}, addresses: [${ENI.eip}/32]}}}\n`,
          0o600,
        );
        await fixture.instance.sh("netplan generate");
        const files = () =>
          fixture.instance.sh(`cd /run/systemd/network; find . -name '*${ENI.nic}.network'`);
        expect(await files()).toBe(`./10-netplan-${ENI.nic}.network\n`);
        await fixture.runs({ action: "up", eip: ENI.eip });
        expect(await files()).toBe(`./10-netplan-00-exposed-eip-${ENI.nic}.network\n`);

        const winner = "/etc/systemd/network/00-administrator.network";
        fixture.instance.write(
          winner,
          `[Match]\nName=${ENI.nic}\n[Link]\nMTUBytes=1500\n[Network]\nDHCP=no\n`,
        );
        await fixture.instance.sh(`ip link set ${ENI.nic} up; networkctl reload; sleep 2`);
        const again = await fixture.instance.runScript({ action: "up", eip: ENI.eip });
        expect(again).toMatchObject({ exitCode: 41 });
        // It was up before.
        expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
        await fixture.runs({ action: "down", eip: ENI.eip });
        expect(await files()).toBe("");

        expect(await refusal()).toContain(
          `netplan uses ${winner} for ${ENI.nic}, not /run/systemd/network/10-netplan-00-exposed-eip-${ENI.nic}.network.`,
        );
        expect(await refusal("networkd")).toContain(
          `networkd uses ${winner} for ${ENI.nic}, not /etc/systemd/network/00-exposed-eip-${ENI.nic}.network.`,
        );

        fixture.instance.write(
          "/etc/netplan/99-broken.yaml",
          "network: {version: 2, ethernets: {eth0: {mtu: x}}}\n",
        );
        expect(await refusal()).toMatch(
          /netplan refuses its configuration: \/etc\/netplan\/99-broken\.yaml:1:\d+: /,
        );
      });
    });

    describeIf(BY_MANAGER.networkmanager.needs, "of NetworkManager,", () => {
      test("has its own profile activated again, and fails with exit code 41 where that cannot be", async () => {
        await launch(BY_MANAGER.networkmanager);
        await fixture.runs({ action: "up", eip: ENI.eip, waitSeconds: 20 });
        await fixture.instance.sh(
          `nmcli connection add type ethernet con-name other ifname ${ENI.nic} ipv4.method disabled ipv6.method disabled
           nmcli connection up other`,
        );
        await fixture.runs({ action: "up", eip: ENI.eip, waitSeconds: 20 });
        expect(await fixture.instance.sh(`nmcli -g GENERAL.CONNECTION device show ${ENI.nic}`)).toBe(
          `exposed-eip-${ENI.nic}\n`,
        );
        expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);

        await fixture.runs({ action: "down", eip: ENI.eip });
        await fixture.instance.sh(
          `nmcli connection delete other
           printf '[keyfile]\nunmanaged-devices=interface-name:${ENI.nic}\n' >>/etc/NetworkManager/NetworkManager.conf
           nmcli general reload; ip link set ${ENI.nic} up; sleep 1`,
        );
        expect(await refusal("networkmanager")).toContain("networkmanager refuses its configuration");
      });
    });

    describeIf(BY_MANAGER.ifupdown.needs, "of ifupdown,", () => {
      const interfaces = "/etc/network/interfaces";
      const file = `${interfaces}.d/exposed-eip-${ENI.nic}`;

      test("takes the name that ifupdown reads, and fails with exit code 41 where it reads none", async () => {
        await launch(BY_MANAGER.ifupdown);
        for (const [line, name] of [
          [`\tsource ${interfaces}.d/*.cfg`, `${file}.cfg`],
          ["source interfaces.d/*", file],
          [`  source-directory ${interfaces}.d`, file],
          [`source ${interfaces}.d/*[1-9]`, file],
        ] as const) {
          fixture.instance.write(interfaces, `auto lo\niface lo inet loopback\n${line}\n`);
          await fixture.runs({ action: "up", eip: ENI.eip });
          expect(await fixture.instance.sh(`ls ${interfaces}.d/*`)).toBe(`${name}\n`);
          expect(await fixture.instance.sh(`ifquery ${ENI.nic}`)).toContain(ENI.eip);
        }
        await fixture.runs({ action: "down", eip: ENI.eip });

        for (const line of [
          `source ${interfaces}.d/5*`,
          `#source ${interfaces}.d/*`,
          "source /etc/interfaces.d/*",
        ]) {
          fixture.instance.write(interfaces, `auto lo\niface lo inet loopback\n${line}\n`);
          expect(await refusal()).toContain(`ifupdown does not read ${interfaces}.d`);
        }
      });
    });
  },
);
