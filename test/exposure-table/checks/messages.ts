// What the checks say of what is missing, for tests in which that is not the point.

export function instanceNotFound(id = "i-bp1web"): string {
  return notFound(`The instance ${id}`, "its ID", "instance", "ecs:DescribeInstances");
}

/** @param eip - its address or its allocation ID, as the configuration has it */
export function eipNotFound(eip = "203.0.113.106"): string {
  return notFound(`The EIP ${eip}`, "it", "EIP", "vpc:DescribeEipAddresses");
}

export function vswitchNotFound(id: string): string {
  return notFound(`The vSwitch ${id}`, "its ID", "vSwitch", "vpc:DescribeVSwitches");
}

function notFound(subject: string, whatToCheck: string, what: string, action: string): string {
  return (
    `${subject} was not found in this region. Check ${whatToCheck}, that the provider has the region and the account of the ` +
    `${what}, and that its RAM policy allows ${action}.`
  );
}
