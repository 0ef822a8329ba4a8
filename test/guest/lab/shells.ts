import { guestPrograms } from "./namespaces";

/** The shells that the images have, each with the words that run a script in it. */
export const SHELLS = [
  { name: "dash", requirement: guestPrograms("dash", "/usr/bin/dash"), shell: ["/usr/bin/dash"] },
  { name: "bash", requirement: guestPrograms("bash", "/usr/bin/bash"), shell: ["/usr/bin/bash"] },
  {
    name: "BusyBox ash",
    requirement: guestPrograms("busybox", "/usr/bin/busybox"),
    shell: ["/usr/bin/busybox", "ash"],
  },
];
