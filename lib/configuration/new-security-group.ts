import { z } from "zod";

import { Ipv4Cidr } from "../address";
import { reportTo } from "./checks";
import { oneOf } from "./one-of";
import { readBy } from "./read-by";
import { setting, settings } from "./setting";

/** The last port. */
const LAST_PORT = 65_535;

const ALLOWED_PORTS = `a port, such as 443, or the first and the last one, such as 8000/8100; from 1 to ${LAST_PORT}`;

/** Ports as Alibaba Cloud writes them: `443/443`. */
const ports = setting(
  z.unknown().transform((given, context): string => {
    if (typeof given !== "string" && typeof given !== "number") {
      reportTo(context)([], "", { needs: "a port or two" });
      return z.NEVER;
    }
    const [, first, last = first] = /^([1-9][0-9]*)(?:\/([1-9][0-9]*))?$/.exec(String(given)) ?? [];
    if (
      first !== undefined &&
      last !== undefined &&
      Number(first) <= Number(last) &&
      Number(last) <= LAST_PORT
    ) {
      return `${first}/${last}`;
    }
    const problem =
      first !== undefined && last !== undefined && Number(first) > Number(last)
        ? "the first port is behind the last one"
        : "these are not ports";
    reportTo(context)([], problem, { allowed: ALLOWED_PORTS });
    return z.NEVER;
  }),
  { description: "The ports. By default, all of them.", allowed: ALLOWED_PORTS, example: "443" },
);

const rule = settings(
  {
    protocol: oneOf(["tcp", "udp", "icmp", "all"], { description: "What is let in." }),
    ports: ports.optional(),
    source: readBy(
      (text) => Ipv4Cidr.parse(text),
      () => undefined,
      {
        description: "Where from.",
        allowed: "an IPv4 network and a mask, such as 198.51.100.0/24, or 0.0.0.0/0 for everywhere",
        example: "198.51.100.0/24",
      },
    ),
  },
  {
    description: "What a security group lets in.",
    example: "{protocol: tcp, ports: 443, source: 0.0.0.0/0}",
  },
);

/** A basic security group that the stack makes: it lets everything out, and in what its rules say. */
export const newSecurityGroup = settings(
  {
    ingress: setting(
      z.array(rule).superRefine((rules, context) => {
        // All ports by default and all ports in words are one rule, which Terraform would remove with either of the two.
        const texts = rules.map(
          ({ protocol, ports: given = `1/${LAST_PORT}`, source }) => `${protocol} ${given} ${String(source)}`,
        );
        for (const [index, { protocol, ports: given }] of rules.entries()) {
          const first = texts.indexOf(texts[index] ?? "");
          if (first < index) {
            reportTo(context)([index], `this rule is in the list already, at place ${first + 1}`, {
              remedy: { advice: "remove one of the two" },
            });
          }
          if (given === undefined || protocol === "tcp" || protocol === "udp") continue;
          reportTo(context)([index, "ports"], `the protocol ${protocol} has no ports`, {
            aboutKey: true,
            remedy: { advice: "remove ports, or write the protocol tcp or udp" },
          });
        }
      }),
      {
        description: "What the security group lets in.",
        allowed: "a list of rules, such as [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]",
        example: "[{protocol: tcp, ports: 443, source: 0.0.0.0/0}]",
      },
    ),
  },
  {
    description: "A security group that is made.",
    example: "{ingress: [{protocol: tcp, ports: 443, source: 0.0.0.0/0}]}",
  },
);
