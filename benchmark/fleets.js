// The fleets that are measured. Up to 360 exposures have documentation addresses (RFC 5737). Larger fleets have made-up ones, which go
// into files only: there are no more for documentation, and the planner refuses those for benchmarks (RFC 2544), since no EIP is
// one. They are far apart enough that no vSwitch reserves one, 120 in each /24.
const PER_BLOCK = 120;

const DOCUMENTATION = ["203.0.113", "198.51.100", "192.0.2"];

/** Exposures with the keys, instances, EIPs and ranges that both programs get. */
function exposures(count) {
  const isDocumented = count <= DOCUMENTATION.length * PER_BLOCK;
  return Array.from({ length: count }, (_, i) => {
    const index = Math.floor(i / PER_BLOCK);
    const network = isDocumented ? DOCUMENTATION[index] : `203.${Math.floor(index / 250)}.${index % 250}`;
    const id = String(i).padStart(5, "0");
    return {
      key: `key-${id}`,
      instance: `i-bp1${id}`,
      eip: `${network}.${8 + 2 * (i % PER_BLOCK)}`,
      allocationId: `eip-bp1${id}`,
      block: `${network}.0/24`,
      vswitch: `${network}.0/24`,
    };
  });
}

/** The configuration file of a fleet. */
function configuration(count, { isByAllocationId = false, settings = [] } = {}) {
  return [
    "region: cn-hangzhou",
    "blocksPerVpc: 1000",
    ...settings,
    "exposures:",
    ...exposures(count).map(
      ({ key, instance, eip, allocationId }) =>
        `  ${key}: {instance: ${instance}, eip: ${isByAllocationId ? allocationId : eip}}`,
    ),
    "",
  ].join("\n");
}

module.exports = { configuration, exposures, PER_BLOCK };
