import { renderGuestFile, renderGuestUserData } from "../../guest/render";
import { describeIf } from "../../testing/requirements";
import { DESTINATION, ENI, SECOND_ENI } from "./lab/cloud";
import { useFixture } from "./lab/fixture";
import { eventually, LAB_PROGRAMS, namespaces } from "./lab/namespaces";

jest.setTimeout(120_000);

const PER_BOOT = "/var/lib/cloud/scripts/per-boot/exposed-eip";

describeIf([namespaces, ...LAB_PROGRAMS], "delivered as user data, the guest script", () => {
  const fixture = useFixture();
  /** The first start: cloud-init runs the user data, and waits for it. */
  const firstStart = async (...eips: string[]) => {
    fixture.instance.write("/tmp/part-001", renderGuestUserData(eips, { manager: "none" }), 0o700);
    expect(await fixture.instance.run(["sh", "/tmp/part-001"])).toMatchObject({
      exitCode: 0,
      stdout: "",
      stderr: "",
    });
  };

  const hasMissed = (mac: string) =>
    fixture.instance.has("/run/exposed-eip.log") &&
    fixture.instance.read("/run/exposed-eip.log").includes(`no NIC has the MAC ${mac}`);

  test("goes on in the background, configures ENIs that are attached later, and then removes itself", async () => {
    await firstStart(ENI.eip, SECOND_ENI.eip);
    for (const { mac } of [ENI, SECOND_ENI]) await eventually("it misses both NICs", () => hasMissed(mac));

    await fixture.instance.attach(ENI);
    await eventually("the first EIP works", () => fixture.instance.pings(DESTINATION, ENI.eip));
    expect(fixture.instance.has(PER_BOOT)).toBe(true);

    await fixture.instance.attach(SECOND_ENI);
    await eventually("the second EIP works", () => fixture.instance.pings(DESTINATION, SECOND_ENI.eip));
    await eventually("it is gone", () => !fixture.instance.has(PER_BOOT));
    expect(await fixture.cloud.verdicts()).toEqual({ spoofed: 0, servicesByEni: 0 });
  });

  test("goes on after a reboot before the ENI was attached, since cloud-init starts it at each boot", async () => {
    await firstStart(ENI.eip);
    await eventually("it misses the NIC", () => hasMissed(ENI.mac));
    await fixture.instance.reboot([]);
    expect((await fixture.instance.run([PER_BOOT])).exitCode).toBe(0);
    await eventually("it misses the NIC again", () => hasMissed(ENI.mac));

    await fixture.instance.attach(ENI);
    await eventually("the EIP works", () => fixture.instance.pings(DESTINATION, ENI.eip));
  });
});

describeIf([namespaces, ...LAB_PROGRAMS], "delivered as a file to run by hand, the guest script", () => {
  const fixture = useFixture();
  const byHand = (content: string, ...args: string[]) => {
    fixture.instance.write("/tmp/web.sh", content, 0o755);
    return fixture.instance.run(["sh", "/tmp/web.sh", ...args]);
  };

  test("finds the NIC by the EIP, configures it, and takes it down again", async () => {
    await fixture.instance.attach(ENI);
    const before = await fixture.instance.snapshot(["/etc", "/run", "/var/lib"]);
    const file = renderGuestFile({ eip: ENI.eip, manager: "none" });
    expect(await byHand(file, "up")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
    expect(await byHand(file, "down")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await fixture.instance.snapshot(["/etc", "/run", "/var/lib"])).toBe(before);
  });

  test("takes the EIP that was not known at synth as an option", async () => {
    await fixture.instance.attach(ENI);
    const file = renderGuestFile({ manager: "none" });
    expect(await byHand(file, "up", "--eip", ENI.eip)).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await fixture.instance.pings(DESTINATION, ENI.eip)).toBe(true);
  });
});
