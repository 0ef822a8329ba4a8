import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";

import { SYSTEM_FILES } from "../../../emulator/src/namespaces/guest-instance";
import { GUEST_PROGRAM, type GuestScriptParameters, renderGuestScript } from "../../../guest/render";
import type { CommandResult } from "../../../testing/run-command";
import { type Cloud, type Eni, PRIMARY } from "./cloud";
import { IMAGE, LAB_FOLDER } from "./namespaces";

/** Folders of which every instance has its own, so that nothing it does reaches those of the machine. */
const OWN_FOLDERS = ["/etc", "/run", "/var/lib", "/tmp"];

/** How a script is run. */
export interface ScriptRun {
  /** The words before the script's file name. @default ["dash"] */
  readonly shell?: readonly string[];
  /** Where the script is put. @default "/tmp/guest.sh" */
  readonly file?: string;
}

/** An ECS instance: a network namespace with its own configuration folders and a primary NIC. */
export class Instance {
  private constructor(
    private readonly cloud: Cloud,
    public readonly name: string,
  ) {}

  public static async launch(cloud: Cloud, name: string): Promise<Instance> {
    const instance = new Instance(cloud, name);
    for (const folder of OWN_FOLDERS) mkdirSync(cloud.lab.path(instance.disk(folder)), { recursive: true });
    for (const name of SYSTEM_FILES) {
      const file = path.join(IMAGE, "etc", name);
      if (existsSync(file)) await cloud.lab.sh(undefined, `cp -R ${file} ${instance.disk("/etc")}`);
    }
    instance.write("/etc/machine-id", "0123456789abcdef0123456789abcdef\n");
    await instance.startKernel();
    return instance;
  }

  /** A new kernel with the primary NIC configured, as every image brings it up by itself. */
  private async startKernel(): Promise<void> {
    await this.cloud.lab.sh(undefined, `ip netns add ${this.name}`);
    // Without duplicate address detection, IPv6 addresses do not change by themselves while a test looks at them.
    await this.sh(
      `for scope in all default; do echo 0 >/proc/sys/net/ipv6/conf/$scope/accept_dad; done
       ip link set lo up`,
    );
    await this.cloud.plugIn(this.name, "eth0", { ...PRIMARY, isEni: false });
    await this.sh(
      `ip addr add ${PRIMARY.address}/${PRIMARY.prefixLength} brd + dev eth0; ip link set eth0 up
       ip route add default via ${PRIMARY.gateway}`,
    );
  }

  /** Loses everything but its disk and the ENIs that are attached. What configures them again is for the caller. */
  public async reboot(enis: readonly Eni[]): Promise<void> {
    await this.powerOff(enis);
    rmSync(this.path("/run"), { recursive: true });
    mkdirSync(this.path("/run"));
    await this.startKernel();
    for (const eni of enis) await this.attach(eni);
  }

  private async powerOff(enis: readonly Eni[]): Promise<void> {
    await this.cloud.lab.sh(
      undefined,
      `for pid in $(ip netns pids ${this.name}); do kill -9 $pid || :; done; ip netns del ${this.name}`,
    );
    for (const nic of ["eth0", ...enis.map((eni) => eni.nic)]) await this.cloud.unplug(nic);
  }

  public async attach(eni: Eni): Promise<void> {
    await this.cloud.plugIn(this.name, eni.nic, { ...eni, address: eni.eip, isEni: true });
  }

  public async detach(eni: Eni): Promise<void> {
    await this.cloud.unplug(eni.nic);
  }

  /** Runs a command in the instance, whatever its exit code. */
  public async run(words: readonly string[], input = ""): Promise<CommandResult> {
    return this.cloud.lab.run(this.name, this.words(words), input);
  }

  /** Runs a shell script in the instance that must succeed. @returns its standard output */
  public async sh(script: string): Promise<string> {
    const result = await this.run(["sh", "-euc", script]);
    if (result.exitCode !== 0)
      throw new Error(`exit code ${result.exitCode}: ${script}\n${result.stdout}${result.stderr}`);
    return result.stdout;
  }

  /** Starts a daemon in the instance. */
  public async start(words: readonly string[], isReady: (output: string) => boolean | Promise<boolean>) {
    return this.cloud.lab.start(this.name, this.words(words), isReady);
  }

  /** Installs and runs the guest script as Cloud Assistant does: as root, from a file, without standard input. */
  public async runScript(parameters: GuestScriptParameters, how: ScriptRun = {}): Promise<CommandResult> {
    const file = how.file ?? "/tmp/guest.sh";
    this.write(file, renderGuestScript({ waitSeconds: 3, ...parameters }), 0o700);
    return this.run([...(how.shell ?? ["dash"]), file]);
  }

  /** The words that run a script by `dash` where some of the system's programs cannot be run. */
  public shellWithout(hidden: readonly string[]): readonly string[] {
    this.write("/tmp/not-executable", "");
    const hide = `for program in ${hidden.join(" ")}; do [ ! -e $program ] || mount --bind /tmp/not-executable $program || exit; done`;
    return ["unshare", "--mount", "sh", "-c", `${hide}; exec dash "$1"`, "hiding"];
  }

  /** Whether a ping from an address of this instance is answered. */
  public async pings(target: string, source?: string): Promise<boolean> {
    const from = source === undefined ? [] : ["-I", source];
    const { exitCode } = await this.run(["ping", "-n", "-c", "1", "-W", "2", ...from, target]);
    return exitCode === 0;
  }

  /**
   * All that the guest script may change, in a form that can be compared. The operational state of a link is left out: the kernel works
   * it out up to a second after the change of a bridge or a carrier. The flags say whether the link is up.
   */
  public async snapshot(folders: readonly string[] = OWN_FOLDERS): Promise<string> {
    return this.sh(
      `ip -o addr | sed 's/ valid_lft .*//'
       ip -o link | sed 's/ qdisc [a-z]*//; s/ qlen [0-9]*//; s/ state [A-Z]*//; s/<NO-CARRIER,/</'
       for family in -4 -6; do ip $family rule; ip $family route show table all | sort; done
       nft list ruleset
       grep -r . /proc/sys/net/ipv4/conf /proc/sys/net/ipv6/conf 2>/dev/null | grep -v stable_secret | sort
       find ${folders.join(" ")} ! -type d ! -name guest.sh ! -path '${GUEST_PROGRAM}*' -exec ls -l --time-style=+ {} + -type f -exec md5sum {} + | sort`,
    );
  }

  public write(file: string, content: string, mode?: number): void {
    this.cloud.lab.write(this.disk(file), content, mode);
  }

  public makeFolder(folder: string): void {
    mkdirSync(this.path(folder), { recursive: true });
  }

  /** Puts a program in front of the system's own. */
  public installProgram(name: string, script: string): void {
    this.cloud.lab.write(`${this.programs}/${name}`, script, 0o755);
  }

  public read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** Whether systemd would start the script's unit at boot, which is then started. */
  public async startUnit(): Promise<boolean> {
    const { exitCode } = await this.run([
      "sh",
      "-c",
      `unit=/etc/systemd/system/multi-user.target.wants/exposed-eip.service
       [ -e $unit ] || exit 3
       eval "$(sed -n s/^ExecStart=//p $unit)"`,
    ]);
    if (exitCode !== 0 && exitCode !== 3) throw new Error(`exposed-eip.service: exit code ${exitCode}`);
    return exitCode === 0;
  }

  public has(file: string): boolean {
    return existsSync(this.path(file));
  }

  /** Where a file of the instance is seen from this process. */
  private path(file: string): string {
    return this.cloud.lab.path(this.disk(file));
  }

  private get programs(): string {
    return this.disk("/programs");
  }

  private disk(file: string): string {
    return `${LAB_FOLDER}/${this.name}${file}`;
  }

  private words(words: readonly string[]): readonly string[] {
    const folders = OWN_FOLDERS.map((folder) => [this.disk(folder), folder]);
    // Its C library and all programs: the others of the two folders are links to what is in it.
    if (IMAGE !== "/") folders.unshift([path.join(IMAGE, "usr"), "/usr"]);
    const mounts = folders.map(([source, folder]) => `mount --bind ${source} ${folder}`);
    // A read-only /sys tells network daemons that no udev will announce interfaces to them.
    const setUp = [...mounts, "mount -o remount,ro,bind /sys"].join(" && ");
    return ["sh", "-c", `${setUp} && PATH=${this.programs}:$PATH exec "$@"`, "instance", ...words];
  }
}
