import { Template } from "../../testing/template";

const configuration = (policy: string): string => `
  region: cn-hangzhou
  policy: ${policy}
  exposures:
    web: {instance: i-bp1web, eip: 203.0.113.125}`;

describe("the policy of a configuration file", () => {
  it("lets a stack pass that keeps to it", () => {
    expect(() =>
      Template.ofConfiguration(configuration("{largestBlock: 24, allowedEipRanges: [203.0.113.0/24]}")),
    ).not.toThrow();
  });

  it("refuses a stack that does not, naming what was found and what is allowed", () => {
    const text = configuration(
      "{largestBlock: 26, allowedEipRanges: [198.51.100.0/24], requiredTags: [team]}",
    );
    expect(() => Template.ofConfiguration(text)).toThrow(/203\.0\.113\.0\/24[\s\S]*\/26 to \/28/);
    expect(() => Template.ofConfiguration(text)).toThrow(/203\.0\.113\.125[\s\S]*198\.51\.100\.0\/24/);
    expect(() => Template.ofConfiguration(text)).toThrow(/team/);
  });
});
