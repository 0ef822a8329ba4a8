import { Template } from "../../testing/template";
import { BACKENDS, CONFIGURATIONS, withBackend } from "../../testing/configurations";

describe("the synthesized JSON", () => {
  it.each(Object.entries(CONFIGURATIONS))("for %s is as it was reviewed", (_, configuration) => {
    expect(Template.ofConfiguration(configuration).json).toMatchSnapshot();
  });

  it.each(BACKENDS)("has the back end %s, and the versions of Terraform and provider", (given, written) => {
    const { terraform } = Template.ofConfiguration(withBackend(given)).json;
    expect(terraform).toEqual({
      required_version: ">= 1.5",
      required_providers: { alicloud: { source: "aliyun/alicloud", version: ">= 1.276.0, < 2.0.0" } },
      ...written,
    });
  });

  it("does not depend on the order of the exposures in the file", () => {
    const exposures = [
      "web: {instance: i-bp1web, eip: 203.0.113.106}",
      "mail: {instance: i-bp1mail, eip: 203.0.113.107}",
      "ftp: {instance: i-bp1ftp, eip: eip-bp1ftp}",
      "sip: {instance: i-bp1web, eip: eip-bp1sip}",
    ];
    const textOf = (order: readonly string[]) =>
      Template.ofConfiguration(`{region: cn-hangzhou, exposures: {${order.join(", ")}}}`).text;
    expect(textOf(exposures.toReversed())).toBe(textOf(exposures));
  });

  it("has no credentials, even where the environment has them", () => {
    const names = ["ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
    const saved = { ...process.env };
    try {
      for (const name of names) process.env[name] = "a-secret";
      expect(Template.ofConfiguration(CONFIGURATIONS["an EIP by address"]).text).not.toContain("a-secret");
    } finally {
      process.env = saved;
    }
  });
});
