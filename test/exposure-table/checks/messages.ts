// What the checks say of what is missing, for tests in which that is not the point.

export function instanceNotFound(id = "i-bp1web"): string {
  return notFound(`The instance ${id}`, "the ID", "ecs:DescribeInstances");
}

/** @param eip - its address or its allocation ID, as the configuration has it */
export function eipNotFound(eip = "203.0.113.106"): string {
  return notFound(`The EIP ${eip}`, "the address or ID", "vpc:DescribeEipAddresses");
}

export function vswitchNotFound(id: string): string {
  return notFound(`The vSwitch ${id}`, "the ID", "vpc:DescribeVSwitches");
}

function notFound(subject: string, whatToCheck: string, action: string): string {
  return (
    `${subject} was not found in this region. Check ${whatToCheck}, the region and the account of the provider, ` +
    `and that its RAM policy allows ${action}.`
  );
}
