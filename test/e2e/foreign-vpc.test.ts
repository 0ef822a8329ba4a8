import { realProvider } from "../../testing/real-provider";
import { describeIf } from "../../testing/requirements";
import { terraform } from "../../testing/terraform";
import { Callers, TIMEOUT } from "../module/callers";

const HEAD = `
  terraform {
    required_providers {
      alicloud = {
        source = "aliyun/alicloud"
      }
    }
  }

  provider "alicloud" {
    region = "cn-hangzhou"
  }
`;

/** Configuration of the VPC's owner, with these arguments about its blocks. */
const owner = (rest: string): string => `
  ${HEAD}

  resource "alicloud_vpc" "main" {
    cidr_block = "10.0.0.0/8"
    vpc_name   = "main"
    ${rest}
  }

  output "exposures" {
    value = { main = { vpc_id = alicloud_vpc.main.id } }
  }
`;

/** Configuration that adds a block to the VPC, as that of an exposure does. */
const exposure = (vpcId: string): string => `
  ${HEAD}

  resource "alicloud_vpc_ipv4_cidr_block" "block" {
    vpc_id               = "${vpcId}"
    secondary_cidr_block = "203.0.113.96/28"
  }
`;

describeIf([terraform, realProvider], "a VPC of another configuration", () => {
  test(
    "keeps the block, unless its own configuration sets secondary_cidr_blocks and ignores no changes of it",
    () =>
      Callers.run({ seed: { region: "cn-hangzhou" }, files: {} }, async (callers) => {
        const applied = async (rest: string): Promise<void> => {
          await callers.write("owner", owner(rest));
          await callers.apply("owner");
        };
        await applied("");
        const vpcId = (await callers.exposures("owner")).main?.vpc_id ?? "";
        await callers.write("exposure", exposure(vpcId));
        await callers.apply("exposure");
        expect(callers.blocks(vpcId)).toEqual(["203.0.113.96/28"]);

        await applied('description = "changed"');
        expect(callers.blocks(vpcId)).toEqual(["203.0.113.96/28"]);
        for (const list of ["[]", '["192.0.2.0/24"]']) {
          await applied(
            `secondary_cidr_blocks = ${list}\nlifecycle {\n ignore_changes = [secondary_cidr_blocks]\n}`,
          );
          expect(callers.blocks(vpcId)).toEqual(["203.0.113.96/28"]);

          await applied(`secondary_cidr_blocks = ${list}`);
          expect(callers.blocks(vpcId)).not.toContain("203.0.113.96/28");
          await applied("");
          await callers.apply("exposure");
          expect(callers.blocks(vpcId)).toContain("203.0.113.96/28");
        }
      }),
    TIMEOUT,
  );
});
