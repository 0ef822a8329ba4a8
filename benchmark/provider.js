// Terraform with the real provider against the emulator: what a plan of many exposures takes, and how often each command calls
// the API, beside the same chain in HCL that is written by hand: one lookup of instances and of EIPs, and a resource of each kind
// with for_each.
const fs = require("node:fs");
const path = require("node:path");

const { startEmulator } = require("alicloud-emulator");

const { configuration, exposures } = require("./fleets");
const { cloudEnvironment, measure, measureShell, providerIsMissing } = require("./processes");

const root = path.resolve(__dirname, "..");
const SIZES = [1, 20, 100];

/** Terraform's own limit of 10 is for accounts that are throttled. */
const AT_ONCE = "-parallelism=40";

/** @returns {Promise<import("./table").Row[]>} */
async function provider({ folder }) {
  const missing = providerIsMissing();
  if (missing !== undefined) return [{ what: "`terraform plan`, API calls", missing }];
  // Terraform waits most of the time: for the provider, which waits for the cloud. Processor time and calls are those of each alone.
  const lives = await Promise.all(
    SIZES.map((size) =>
      Promise.all([
        life(path.join(folder, `ours-${size}`), size, synthesize),
        life(path.join(folder, `theirs-${size}`), size, write),
      ]),
    ),
  );
  const rows = [];
  for (const [i, size] of SIZES.entries()) {
    const [ours, theirs] = lives[i];
    const of = `${size} exposure${size === 1 ? "" : "s"}`;
    const row = (what, name, most, unit) =>
      rows.push({ what: `${what} of ${of}`, ours: ours[name], anchor: theirs[name], most, unit });
    if (size === 100) row("`terraform plan`: processor time", "seconds", 1.5, "s");
    row("first plan: API calls", "plan", size === 1 ? 3 : 2, "");
    row("create: API calls", "create", 1.05, "");
    row("plan without changes: API calls", "again", 1.5, "");
    row("add one: API calls", "add", 1.5, "");
    row("destroy: API calls", "destroy", 1.5, "");
    // Instances, EIPs and ENIs come in pages of 50 or 100.
    const pages = 3 * (Math.ceil(size / 50) - 1);
    rows.push({
      what: `of the plan without changes of ${of}: calls beside 4 for each exposure and 2 for each block`,
      ours: ours.again - 4 * size - 2,
      most: 12 + pages,
    });
  }
  return rows;
}

/** Creates a fleet, adds an exposure, and destroys it. @returns API calls by command, and seconds of the first plan */
async function life(folder, size, configure) {
  fs.mkdirSync(folder, { recursive: true });
  const emulator = await startEmulator({ seed: account(size + 1) });
  try {
    const env = cloudEnvironment(emulator);
    const counted = async (command, args = "") => {
      const before = emulator.calls.summary().total;
      const { seconds } = await measureShell(`terraform ${command} -input=false -no-color ${args}`, {
        cwd: folder,
        env,
      });
      return { calls: emulator.calls.summary().total - before, seconds };
    };
    await configure(folder, size);
    await counted("init");
    const plan = await counted("plan", "-out=plan.tfplan");
    const create = await counted("apply", `${AT_ONCE} plan.tfplan`);
    const again = await counted("plan", "-detailed-exitcode");
    await configure(folder, size + 1);
    const add = await counted("apply", `${AT_ONCE} -auto-approve`);
    const destroy = await counted("destroy", `${AT_ONCE} -auto-approve`);
    if (emulator.cloud.toJSON().eips.some(({ status }) => status === "InUse"))
      throw new Error("EIPs are left in use");
    const calls = [plan, create, again, add, destroy].map((one) => one.calls);
    console.error(
      `${path.basename(folder)}: calls to plan, create, plan again, add, destroy: ${calls.join(", ")}`,
    );
    return {
      ...{ plan: plan.calls, seconds: plan.seconds, create: create.calls },
      ...{ again: again.calls, add: add.calls, destroy: destroy.calls },
    };
  } finally {
    await emulator.close();
  }
}

async function synthesize(folder, size) {
  const output = path.join(folder, "out");
  const file = path.join(folder, "exposed.yaml");
  fs.writeFileSync(
    file,
    configuration(size, { settings: ["provider: {skip_region_validation: true}", "backend: none"] }),
  );
  const env = { EXPOSURE_CONFIG: file, CDKTF_OUTDIR: output };
  await measure(folder, path.join(root, "scripts", "app.js"), [], { cwd: root, env });
  fs.copyFileSync(path.join(output, "stacks", "exposed", "cdk.tf.json"), path.join(folder, "cdk.tf.json"));
  fs.rmSync(path.join(output), { recursive: true });
}

async function write(folder, size) {
  const fleet = exposures(size);
  const list = (name) => JSON.stringify(fleet.map((one) => one[name]));
  const rows = fleet.map(
    ({ key, instance, eip }) => `    ${key} = { instance = "${instance}", eip = "${eip}" }`,
  );
  const [{ block, vswitch }] = fleet;
  fs.writeFileSync(
    path.join(folder, "main.tf"),
    `terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}

provider "alicloud" {
  region                 = "cn-hangzhou"
  skip_region_validation = true
}

locals {
  exposures = {
${rows.join("\n")}
  }
  # The API takes 100 IDs at a time.
  chunks    = chunklist(${list("instance")}, 100)
  instances = { for one in flatten(data.alicloud_instances.all[*].instances) : one.id => one }
  eips      = { for one in data.alicloud_eip_addresses.all.addresses : one.ip_address => one }
}

data "alicloud_instances" "all" {
  count = length(local.chunks)
  ids   = local.chunks[count.index]
}

data "alicloud_eip_addresses" "all" {
  ids = ${list("allocationId")}
}

resource "alicloud_vpc_ipv4_cidr_block" "block" {
  vpc_id               = values(local.instances)[0].vpc_id
  secondary_cidr_block = "${block}"
}

resource "alicloud_vswitch" "vswitch" {
  vpc_id     = alicloud_vpc_ipv4_cidr_block.block.vpc_id
  zone_id    = values(local.instances)[0].availability_zone
  cidr_block = "${vswitch}"
}

resource "alicloud_ecs_network_interface" "eni" {
  for_each           = local.exposures
  vswitch_id         = alicloud_vswitch.vswitch.id
  primary_ip_address = each.value.eip
  security_group_ids = local.instances[each.value.instance].security_groups
}

resource "alicloud_eip_association" "association" {
  for_each      = local.exposures
  allocation_id = local.eips[each.value.eip].allocation_id
  instance_id   = alicloud_ecs_network_interface.eni[each.key].id
  instance_type = "NetworkInterface"
  mode          = "NAT"
  lifecycle {
    ignore_changes = [private_ip_address]
  }
}

resource "alicloud_ecs_network_interface_attachment" "attachment" {
  for_each             = local.exposures
  network_interface_id = alicloud_eip_association.association[each.key].instance_id
  instance_id          = each.value.instance
}
`,
  );
}

/** An account with a VPC, and as many instances and EIPs as the fleet has. */
function account(count) {
  const zoneId = "cn-hangzhou-h";
  const types = ["vpcs", "vswitchesPerVpc", "networkInterfaces", "eips"];
  return {
    region: "cn-hangzhou",
    quotas: Object.fromEntries(types.map((type) => [type, 1000])),
    // How often a call is repeated after a conflict depends on how long the cloud takes, which is nothing to compare.
    durations: { changeCidrBlocks: 0 },
    vpcs: [{ id: "vpc-bench", cidrBlock: "10.0.0.0/8" }],
    vswitches: [{ id: "vsw-bench", vpcId: "vpc-bench", zoneId, cidrBlock: "10.0.0.0/20" }],
    securityGroups: [{ id: "sg-bench", vpcId: "vpc-bench" }],
    instances: exposures(count).map(({ instance }) => ({
      ...{ id: instance, vswitchId: "vsw-bench", securityGroupIds: ["sg-bench"] },
    })),
    eips: exposures(count).map(({ allocationId, eip }) => ({ id: allocationId, ipAddress: eip })),
  };
}

module.exports = { provider };
