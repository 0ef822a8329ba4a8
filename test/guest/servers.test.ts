import type { GuestScriptParameters } from "../../guest/render";
import { describeIf } from "../../testing/requirements";
import { blocksOf } from "../readme/readme";
import { DESTINATION, ENI } from "./lab/cloud";
import { useFixture } from "./lab/fixture";
import { LAB_FOLDER, LAB_PROGRAMS, namespaces, programs, root } from "./lab/namespaces";

jest.setTimeout(60_000);

const UP: GuestScriptParameters = { action: "up", eip: ENI.eip, manager: "none" };
const NOTHING_DROPPED = { spoofed: 0, servicesByEni: 0 };

/** The configuration of a server in a how-to, with the addresses of the lab. */
function configurationOf(page: string, language: string, addresses: Readonly<Record<string, string>>) {
  const text = blocksOf(`docs/how-to/${page}.md`, language)[0]?.text ?? "";
  for (const address of Object.keys(addresses)) expect(text).toContain(address);
  return Object.entries(addresses).reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

describeIf([namespaces, root, ...LAB_PROGRAMS], "on an EIP that is up, the how-to's configuration", () => {
  const fixture = useFixture();

  beforeEach(async () => {
    await fixture.instance.attach(ENI);
    await fixture.runs(UP);
  });

  describeIf([programs("vsftpd", "/usr/sbin/vsftpd")], "of vsftpd", () => {
    /** For a server that gives its files to everybody, and that has no system around it. */
    const IN_THE_LAB =
      "anonymous_enable=YES\nanon_root=/tmp/files\nsecure_chroot_dir=/run/empty\nbackground=NO\nseccomp_sandbox=NO\n";

    test.each(["active", "passive"])("serves a client in %s mode", async (mode) => {
      const { instance, cloud } = fixture;
      const settings = configurationOf("active-mode-ftp", "ini", { "203.0.113.106": ENI.eip });
      await instance.sh("mkdir -p /run/empty /tmp/files; echo hello >/tmp/files/greeting");
      instance.write("/etc/vsftpd.conf", `${settings}\n${IN_THE_LAB}`);
      const isListening = async () =>
        (await instance.sh("cat /proc/net/tcp")).includes(":0015 00000000:0000");
      await instance.start(["/usr/sbin/vsftpd", "/etc/vsftpd.conf"], isListening);
      const how = mode === "active" ? "--ftp-port -" : "--ftp-pasv";
      const curl = `curl -sS -m 10 ${how} ftp://${ENI.eip}/greeting`;
      expect(await cloud.lab.sh("internet", curl)).toBe("hello\n");
      expect(await cloud.verdicts()).toEqual(NOTHING_DROPPED);
    });
  });

  const strongSwan = [
    programs("strongswan-swanctl", "/usr/sbin/swanctl"),
    programs("charon-systemd", "/usr/sbin/charon-systemd"),
  ];
  describeIf(strongSwan, "of strongSwan", () => {
    const DAEMON = "/usr/sbin/charon-systemd";
    const SECRET = "secrets { ike-site { secret = made-up } }\n";
    const PEER = `${LAB_FOLDER}/peer`;

    test("authenticates the EIP to a peer, and enforces UDP encapsulation", async () => {
      const { instance, cloud } = fixture;
      const addresses = { "203.0.113.108": ENI.eip, "198.51.100.20": DESTINATION };
      const settings = configurationOf("strongswan", "text", addresses);
      const peers = exchanged(settings, [ENI.eip, DESTINATION], ["10.0.0.0/24", "172.16.0.0/16"]);
      instance.write("/etc/strongswan.conf", "");
      instance.write("/etc/swanctl/swanctl.conf", `${settings}\n${SECRET}`);
      cloud.lab.write(`${PEER}/etc/strongswan.conf`, "");
      cloud.lab.write(`${PEER}/etc/swanctl/swanctl.conf`, `${peers.replace("encap = yes", "")}\n${SECRET}`);
      await cloud.lab.sh(undefined, `mkdir ${PEER}/run`);
      // The peer has folders of its own too.
      const mounts = `mount --bind ${PEER}/etc /etc && mount --bind ${PEER}/run /run`;
      const ofPeer = (...words: string[]) => ["sh", "-c", `${mounts} && exec "$@"`, "peer", ...words];
      const inPeer = (...words: string[]) => cloud.lab.run("internet", ofPeer(...words));
      const inInstance = (...words: string[]) => instance.run(words);

      const isRunning = (run: typeof inInstance) => async () =>
        (await run("swanctl", "--stats")).exitCode === 0;
      await cloud.lab.start("internet", ofPeer(DAEMON), isRunning(inPeer));
      await instance.start([DAEMON], isRunning(inInstance));
      for (const run of [inPeer, inInstance])
        expect((await run("swanctl", "--load-all")).stdout).toContain("loaded connection 'site'\n");
      // The tunnel itself needs ESP in the kernel.
      const { stdout } = await inInstance("swanctl", "--initiate", "--child", "net", "--timeout", "20");
      expect(stdout).toContain("enforce UDP encapsulation\n");
      expect(stdout).toContain(
        ` established between ${ENI.eip}[${ENI.eip}]...${DESTINATION}[${DESTINATION}]\n`,
      );
      expect(await cloud.verdicts()).toEqual(NOTHING_DROPPED);
    });
  });
});

/** A text with the texts of each pair in each other's place. */
function exchanged(text: string, ...pairs: readonly (readonly [one: string, other: string])[]): string {
  const others = new Map(
    pairs.flatMap(
      ([one, other]) =>
        [
          [one, other],
          [other, one],
        ] as const,
    ),
  );
  const words = text.split(/(\s+)/);
  return words.map((word) => others.get(word) ?? word).join("");
}
