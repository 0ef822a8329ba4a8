import { parseConfiguration } from "../../lib/configuration/load";
import { ConfigurationError } from "../../lib/configuration/configuration-errors";

const PREPARATIONS =
  "preparations: {zone: cn-hangzhou-h, instances: {app: {type: ecs.g7.large, image: m-bp1a}, other: {type: ecs.g7.large, image: m-bp1a}, " +
  "win: {type: ecs.g7.large, image: win2022_21H2_x64_dtc_en-us_40G_alibase_20260101.vhd}}}\n";
const VERIFIED = "verify: {target: 198.51.100.7}";

/** Paths and problems of these exposures. */
function problemsOf(exposures: string, top = ""): string[] {
  try {
    parseConfiguration(`region: cn-hangzhou\n${top}exposures:\n${exposures}\n`, "exposure.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.issues.map(({ path, problem }) => `${path}: ${problem}`);
  }
}

describe("a verification target", () => {
  const guest = "guest: cloud-assistant\n";
  const web = `  web: {instance: i-bp1a, eip: 203.0.113.106, vpc: vpc-a, ${VERIFIED}}\n`;
  const ofMail =
    "exposures.web.verify.target: the EIP of exposures.mail, which the VPC reaches without the Internet";

  it("may be an EIP of an exposure in another VPC, and not of one in the same", () => {
    expect(problemsOf(`${web}  mail: {instance: i-bp1b, eip: 198.51.100.7, vpc: vpc-b}`, guest)).toEqual([]);
    expect(problemsOf(`${web}  mail: {instance: i-bp1b, eip: 198.51.100.7, vpc: vpc-a}`, guest)).toEqual([
      ofMail,
    ]);
  });

  it("may be an EIP in a VPC of preparations, which no instance that exists is in", () => {
    const prepared = "  mail: {instance: {prepared: app}, eip: 198.51.100.7}";
    expect(problemsOf(web + prepared, guest + PREPARATIONS)).toEqual([]);
  });

  it("is no EIP of an exposure where the VPC of one of the two is unknown", () => {
    const existing = PREPARATIONS.replace("{zone:", "{vpc: vpc-a, zone:");
    const unknown = `  web: {instance: i-bp1a, eip: 203.0.113.106, ${VERIFIED}}\n`;
    const prepared = "  mail: {instance: {prepared: app}, eip: 198.51.100.7}";
    expect(problemsOf(unknown + prepared, guest + existing)).toEqual([ofMail]);
    const verified = `  web: {instance: {prepared: app}, eip: 203.0.113.106, ${VERIFIED}}\n`;
    expect(problemsOf(`${verified}  mail: {instance: i-bp1b, eip: 198.51.100.7}`, guest + existing)).toEqual([
      ofMail,
    ]);
  });

  it("is sought in the VPC of the NIC, where an EIP is on that of another exposure", () => {
    const ftp = `  ftp: {nicOf: web, eip: 203.0.113.107, ${VERIFIED}}\n`;
    const host = "  web: {instance: i-bp1a, eip: 203.0.113.106, vpc: vpc-a}\n";
    const mail = (vpc: string) => `  mail: {instance: i-bp1b, eip: 198.51.100.7, vpc: ${vpc}}`;
    expect(problemsOf(host + ftp + mail("vpc-b"), guest)).toEqual([]);
    expect(problemsOf(host + ftp + mail("vpc-a"), guest)).toEqual([
      "exposures.ftp.verify.target: the EIP of exposures.mail, which the VPC reaches without the Internet",
    ]);
  });

  it("may be in the range of preparations for an instance that is not in their VPC", () => {
    const target = "verify: {target: 10.1.2.3}";
    expect(
      problemsOf(`  web: {instance: i-bp1a, eip: 203.0.113.106, ${target}}`, guest + PREPARATIONS),
    ).toEqual([]);
    expect(
      problemsOf(`  web: {instance: {prepared: app}, eip: 203.0.113.106, ${target}}`, guest + PREPARATIONS),
    ).toHaveLength(1);
  });

  it("may be near an exposure whose EIP only Terraform knows", () => {
    expect(problemsOf(`${web}  mail: {instance: i-bp1b, eip: eip-bp1b, vpc: vpc-a}`, guest)).toEqual([]);
  });
});

describe("the guest script", () => {
  it("is refused for Windows, unless nothing is done in the instance", () => {
    const web = (guest: string) => `  web: {instance: {prepared: win}, eip: 203.0.113.106, guest: ${guest}}`;
    expect(problemsOf(web("none"), PREPARATIONS)).toEqual([]);
    expect(problemsOf(web("file"), PREPARATIONS)).toEqual([
      "exposures.web.guest: the guest script requires Linux, but preparations.instances.win has a Windows image",
    ]);
    expect(problemsOf("  web: {instance: i-bp1a, eip: 203.0.113.106, guest: file}", PREPARATIONS)).toEqual(
      [],
    );
  });

  const exposure = (key: string, instance: string, guest: string, host: number) =>
    `  ${key}: {instance: {prepared: ${instance}}, eip: 203.0.113.${host}, guest: ${guest}}\n`;
  const one = exposure("one", "app", "{delivery: user-data, mtu: 1400}", 105);

  it.each([
    ["the same options", exposure("two", "app", "{delivery: user-data, mtu: 1400}", 106)],
    ["another instance", exposure("two", "other", "{delivery: user-data, mtu: 1300}", 106)],
    ["another delivery", exposure("two", "app", "{delivery: file, mtu: 1300}", 106)],
    [
      "an instance that exists",
      "  two: {instance: i-bp1a, eip: 203.0.113.106, guest: {delivery: file, mtu: 1300}}\n",
    ],
  ])("is one for an instance and its user data: %s", (_, two) => {
    expect(problemsOf(one + two, PREPARATIONS)).toEqual([]);
    expect(problemsOf(two + one, PREPARATIONS)).toEqual([]);
  });

  it.each(["mtu: 1300", "mtu: 1400, manager: netplan"])(
    "is not one for an instance with %s as well",
    (options) => {
      const two = exposure("two", "app", `{delivery: user-data, ${options}}`, 106);
      expect(problemsOf(one + two, PREPARATIONS)).toEqual([
        "exposures.two.guest: options differ from those of exposures.one, which shares the user data of the instance",
      ]);
    },
  );
});

describe("an exposure on the NIC of another one", () => {
  const web = "  web: {instance: i-bp1a, eip: 203.0.113.106}\n";
  const issueOf = (exposures: string) => {
    try {
      parseConfiguration(`region: cn-hangzhou\nexposures:\n${exposures}`, "exposure.yaml");
    } catch (error) {
      if (error instanceof ConfigurationError) return error.issues;
      throw error;
    }
    return [];
  };

  it("may name all others with a NIC of their own", () => {
    const others = "  ftp: {instance: i-bp1a, eip: 198.51.100.7}\n";
    expect(issueOf(`${web}${others}  mail: {nicOf: sip-of-old-times, eip: 203.0.113.107}\n`)).toMatchObject([
      { problem: "no such exposure", allowed: "web, ftp" },
    ]);
    expect(issueOf("  mail: {nicOf: mail, eip: 203.0.113.107}\n")).toMatchObject([
      {
        problem: "names its own exposure",
        allowed: "the name of an exposure of this file that has a NIC of its own",
      },
    ]);
    expect(issueOf("  mail: {nicOf: gone, eip: 203.0.113.107}\n")).toMatchObject([
      {
        problem: "no such exposure",
        allowed: "the name of an exposure of this file that has a NIC of its own",
      },
    ]);
  });

  it.each([
    ["networkInterface: eni-bp1a", "203.0.113.106"],
    ["import: {networkInterface: eni-bp1a}", "203.0.113.106"],
  ])("may be imported as associated where the NIC exists: %s", (setting, eip) => {
    const host = `  web: {instance: i-bp1a, eip: ${eip}, ${setting}}\n`;
    expect(issueOf(`${host}  mail: {nicOf: web, eip: 203.0.113.107, import: {associated: true}}\n`)).toEqual(
      [],
    );
  });

  it("may be new on a new NIC only", () => {
    const mail = "  mail: {nicOf: web, eip: {create: {bandwidth: 5}}}\n";
    expect(issueOf("  web: {instance: i-bp1a, eip: {create: {bandwidth: 5}}}\n" + mail)).toEqual([]);
    expect(
      issueOf("  web: {instance: i-bp1a, eip: 203.0.113.106, networkInterface: eni-bp1a}\n" + mail),
    ).toMatchObject([{ path: "exposures.mail.eip" }]);
    expect(
      issueOf(
        "  web: {instance: i-bp1a, eip: 203.0.113.106, networkInterface: eni-bp1a}\n  mail: {nicOf: web, eip: 203.0.113.107}\n",
      ),
    ).toEqual([]);
  });

  it("is imported as associated with the NIC, or not at all, where it has one of its own", () => {
    const own = (parts: string) => `  web: {instance: i-bp1a, eip: 203.0.113.106, import: {${parts}}}\n`;
    expect(issueOf(own("associated: true"))).toMatchObject([
      { problem: "associated requires networkInterface" },
    ]);
    expect(issueOf(own("networkInterface: eni-bp1a, associated: true"))).toEqual([]);
  });
});
