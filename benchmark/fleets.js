// The fleets that are measured: made-up addresses, since the ranges for documentation have too few and the others are refused. They are
// far apart enough that no vSwitch reserves one, a hundred in each /24.
const PER_BLOCK = 100;

/** Exposures with the keys, instances, EIPs and ranges that both programs get. */
function exposures(count) {
  return Array.from({ length: count }, (_, i) => {
    const network = `203.${Math.floor(i / (PER_BLOCK * 250))}.${Math.floor(i / PER_BLOCK) % 250}`;
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
function configuration(count, isByAllocationId = false) {
  return [
    "region: cn-hangzhou",
    "blocksPerVpc: 1000",
    "exposures:",
    ...exposures(count).map(
      ({ key, instance, eip, allocationId }) =>
        `  ${key}: {instance: ${instance}, eip: ${isByAllocationId ? allocationId : eip}}`,
    ),
    "",
  ].join("\n");
}

module.exports = { configuration, exposures, PER_BLOCK };
