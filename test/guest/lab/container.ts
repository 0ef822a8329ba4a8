import type { Cloud } from "./cloud";
import type { Instance } from "./instance";

/** The address of the container on its bridge. */
export const CONTAINER = "172.17.0.2";
/** The port of the instance at which the container is published. */
export const PUBLISHED_PORT = 8080;

const SERVER = `require("net").createServer((s) => s.end("hello")).listen(80, () => console.log("listening"))`;

/** Starts a container that serves `hello`, as Docker does it: on a bridge, with a published port. */
export async function startContainer(cloud: Cloud, instance: Instance): Promise<void> {
  await cloud.lab.sh(undefined, "ip netns add container; ip -n container link set lo up");
  await plugInContainer(cloud, instance);
  await cloud.lab.start("container", [process.execPath, "-e", SERVER], (output) =>
    output.includes("listening"),
  );
}

/** Does what Docker does at each boot: forwarding, the bridge with the container, and the published port. */
export async function plugInContainer(cloud: Cloud, instance: Instance): Promise<void> {
  await cloud.lab.sh(
    instance.name,
    `echo 1 >/proc/sys/net/ipv4/ip_forward
     ip link add docker0 type bridge
     ip addr add 172.17.0.1/16 dev docker0
     ip link set docker0 up
     ip link add port type veth peer name eth0 netns container
     ip link set port master docker0 up
     ip -n container addr add ${CONTAINER}/16 dev eth0
     ip -n container link set eth0 up
     ip -n container route add default via 172.17.0.1
     nft -f - <<END
     table ip docker {
       chain prerouting { type nat hook prerouting priority dstnat; fib daddr type local tcp dport ${PUBLISHED_PORT} dnat to ${CONTAINER}:80; }
       chain output { type nat hook output priority -100; fib daddr type local tcp dport ${PUBLISHED_PORT} dnat to ${CONTAINER}:80; }
       chain postrouting { type nat hook postrouting priority srcnat; ip saddr 172.17.0.0/16 oifname != docker0 masquerade; }
     }
END`,
  );
}
