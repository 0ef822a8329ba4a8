import { TYPES_WITHOUT_HOT_PLUG } from "../../../lib/exposure-table/checks";
import { Template } from "../../../testing/template";
import { testWithTerraform } from "../../../testing/terraform";
import { evaluateText } from "../evaluate-text";

/** Alibaba Cloud's list, by family: https://www.alibabacloud.com/help/en/ecs/user-guide/eni-overview */
const DOCUMENTED = [
  ["ecs.s6-c1m1.small", "ecs.s6-c1m2.large", "ecs.s6-c1m2.small", "ecs.s6-c1m4.large", "ecs.s6-c1m4.small"],
  ["ecs.e-c1m1.large", "ecs.e-c1m2.large", "ecs.e-c1m4.large", "ecs.e-c4m1.large", "ecs.e-c2m1.large"],
  ["ecs.t6-c1m1.large", "ecs.t6-c1m2.large", "ecs.t6-c1m4.large", "ecs.t6-c2m1.large", "ecs.t6-c4m1.large"],
  ["ecs.t5-c1m1.large", "ecs.t5-c1m2.large", "ecs.t5-c1m4.large", "ecs.t5-lc1m1.small", "ecs.t5-lc1m2.large"],
  ["ecs.t5-lc1m2.small", "ecs.t5-lc1m4.large", "ecs.t5-lc2m1.nano"],
  ["ecs.xn4.small", "ecs.n4.small", "ecs.n4.large", "ecs.mn4.small", "ecs.mn4.large"],
  ["ecs.e4.small", "ecs.e4.large"],
].flat();

describe("the instance types without hot-plug", () => {
  it("are those that Alibaba Cloud lists, each once", () => {
    expect([...TYPES_WITHOUT_HOT_PLUG].sort()).toEqual([...DOCUMENTED].sort());
  });

  it("stand in a stack once, whatever the number of exposures", () => {
    const { text } = Template.ofConfiguration(`
      region: cn-hangzhou
      exposures:
        web: {instance: i-bp1web, eip: 203.0.113.106}
        mail: {instance: i-bp1mail, eip: 203.0.113.107}`);
    for (const type of TYPES_WITHOUT_HOT_PLUG) expect(text.split(`\\"${type}\\"`)).toHaveLength(2);
  });
});

testWithTerraform("the instance types without hot-plug are those that Terraform compares with", async () => {
  const { types_without_hot_plug } = await evaluateText(["types_without_hot_plug"], [], {});
  expect(types_without_hot_plug).toEqual(TYPES_WITHOUT_HOT_PLUG);
});
