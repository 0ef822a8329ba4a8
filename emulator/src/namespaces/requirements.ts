import { spawnSync } from "node:child_process";
import { ENVIRONMENT } from "./process";

export const IS_ROOT = process.getuid?.() === 0;

/** Options of `unshare` for a world: root needs no user namespace, and everybody else becomes root in one. */
export function unshareOptions(): readonly string[] {
  return [
    ...(IS_ROOT ? [] : ["--user", "--map-root-user"]),
    ...["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"],
  ];
}

/** Why there cannot be network, mount and process namespaces here, and what to do; `undefined` where there can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== "linux") return `they are a part of Linux, and this is ${process.platform}`;
  const probe = spawnSync("unshare", [...unshareOptions(), "sh", "-c", "mount -t tmpfs probe /mnt"], {
    encoding: "utf8",
    env: ENVIRONMENT,
  });
  if (probe.status === 0) return undefined;
  if (probe.error !== undefined) return "no unshare; apt-get install util-linux";
  const reason = probe.stderr.trim().replaceAll("\n", " ");
  return `${reason}; run as root, or allow user namespaces`;
}

/** Programs that the data plane runs, and the Debian packages that have them. */
const PROGRAMS = { ip: "iproute2", nft: "nftables", setpriv: "util-linux", hostname: "hostname" };

/** Why instances cannot be made of namespaces here, and what to do; `undefined` where they can. */
export function whyNoDataPlane(): string | undefined {
  const noNamespaces = whyNoNamespaces();
  if (noNamespaces !== undefined) return `no network namespaces: ${noNamespaces}`;
  const absent = Object.entries(PROGRAMS).filter(
    ([program]) => spawnSync("sh", ["-c", `command -v ${program}`], { env: ENVIRONMENT }).status !== 0,
  );
  if (absent.length === 0) return undefined;
  const [programs, packages] = [0, 1].map((column) => absent.map((row) => row[column]).join(" "));
  return `no ${programs}; apt-get install ${packages}`;
}
