import { existsSync, mkdirSync } from "node:fs";
import { HOLD, Holder } from "./holder";
import { runProcess, type ProcessOptions, type ProcessResult } from "./process";
import { enter, WORLD_FOLDER, type World } from "./world";

/** What programs need of the machine's own /etc to run at all. */
export const SYSTEM_FILES = ["passwd", "group", "nsswitch.conf", "ld.so.cache", "alternatives", "dbus-1"];

/** Folders with programs, which an instance has in common with the machine and cannot write to. */
const PROGRAM_FOLDERS = ["bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr", "opt"];
/** Folders of which every instance has its own. */
const OWN_FOLDERS = [
  "etc",
  "run",
  "tmp",
  "root",
  "home",
  "var/lib",
  "var/log",
  "var/tmp",
  "proc",
  "sys",
  "dev",
];
const DEVICES = ["null", "zero", "full", "random", "urandom"];

/** Gives the shell that runs it, in namespaces of its own, the file system of an instance: folder, host name. */
const SET_UP = `
root=$1
for folder in ${PROGRAM_FOLDERS.join(" ")}; do
  if [ -L /$folder ]; then cp -P /$folder $root/$folder
  elif [ -d /$folder ]; then
    mkdir $root/$folder
    mount --bind /$folder $root/$folder
    mount -o remount,ro,bind $root/$folder
  fi
done
for device in ${DEVICES.join(" ")}; do
  : >$root/dev/$device
  mount --bind /dev/$device $root/dev/$device
done
ln -s /proc/self/fd $root/dev/fd
mount -t proc proc $root/proc
mount -t sysfs -o ro sysfs $root/sys
chmod 1777 $root/tmp $root/var/tmp
chmod 700 $root/root
grep ':/home/' $root/etc/passwd | while IFS=: read -r _ _ user group _ home _; do
  mkdir -p $root$home
  # In a user namespace there is nobody but root.
  chown $user:$group $root$home 2>/dev/null || :
done
hostname "$2"
echo "$2" >$root/etc/hostname
echo "127.0.0.1 localhost $2" >$root/etc/hosts
exec chroot $root sh -c 'cd / && ${HOLD}'
`;

/** How the primary NIC is configured. */
export interface PrimaryNic {
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway: string;
}

/**
 * An ECS instance: a network namespace, and a file system with the machine's programs, to be read only, and with
 * `/etc`, `/run`, `/var/lib` and the like of its own. Its users are those of the machine.
 */
export class GuestInstance {
  private constructor(
    private readonly world: World,
    /** Its network namespace. */
    public readonly network: string,
    private readonly holder: Holder,
  ) {}

  /** @param id - the instance's, which names its network namespace too */
  public static async start(world: World, id: string, hostName: string): Promise<GuestInstance> {
    const folder = `${WORLD_FOLDER}/${id}`;
    for (const own of OWN_FOLDERS) mkdirSync(world.path(`${folder}/${own}`), { recursive: true });
    const files = SYSTEM_FILES.map((file) => `/etc/${file}`).filter((file) => existsSync(file));
    await world.sh(undefined, `ip netns add ${id}; cp -R ${files.join(" ")} ${folder}/etc`);
    await world.sh(id, "ip link set lo up");
    const unshare = ["unshare", "--mount", "--pid", "--uts", "--fork", "--kill-child"];
    const holder = await Holder.start(
      world.command(id, [...unshare, "sh", "-euc", SET_UP, "instance", folder, hostName]),
    );
    return new GuestInstance(world, id, holder);
  }

  /** The words that run a command in the instance, as its root. */
  public command(words: readonly string[]): readonly string[] {
    const namespaces = ["--net", "--mount", "--pid", "--uts", "--root", "--wd"];
    return [...enter(this.holder.pid, namespaces), ...words];
  }

  /** Configures eth0, and leaves the files of an image with network-scripts, which need no program that stays. */
  public async configurePrimaryNic({ address, prefixLength, gateway }: PrimaryNic): Promise<void> {
    await this.sh(
      `mkdir -p /etc/init.d /etc/sysconfig/network-scripts
       printf '#!/bin/sh\\n' >/etc/init.d/network
       chmod 755 /etc/init.d/network
       printf '%s\\n' DEVICE=eth0 BOOTPROTO=none ONBOOT=yes IPADDR=${address} PREFIX=${prefixLength} GATEWAY=${gateway} \
         >/etc/sysconfig/network-scripts/ifcfg-eth0
       ip addr add ${address}/${prefixLength} brd + dev eth0
       ip link set eth0 up
       ip route add default via ${gateway}`,
    );
  }

  /** Runs a command in the instance, whatever its exit code. */
  public async run(words: readonly string[], options: ProcessOptions = {}): Promise<ProcessResult> {
    return runProcess(this.command(words), options);
  }

  /** Runs a shell script in the instance that must succeed. @returns its standard output */
  public async sh(script: string): Promise<string> {
    const result = await this.run(["sh", "-euc", script]);
    if (result.exitCode !== 0) throw new Error(`exit code ${result.exitCode}: ${script}\n${result.stderr}`);
    return result.stdout;
  }

  /** Ends everything in it. */
  public async close(): Promise<void> {
    await this.holder.close();
  }

  /** Ends everything in it, and removes its disk. */
  public async remove(): Promise<void> {
    await this.close();
    await this.world.sh(undefined, `ip netns del ${this.network}; rm -r ${WORLD_FOLDER}/${this.network}`);
  }
}
