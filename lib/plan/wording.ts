import type { PlanRequest } from "./model";

/** `"web" (203.0.113.10)`, or the key alone where the address is not known. */
export function named({ key, eip }: PlanRequest): string {
  return eip === undefined ? `"${key}"` : `"${key}" (${eip.toString()})`;
}

/** At most six by name, so that a message about a large fleet stays readable. */
export function listed(requests: readonly PlanRequest[]): string {
  const names = requests.slice(0, 6).map(named);
  return joined(
    requests.length > names.length ? [...names, `${requests.length - names.length} more`] : names,
  );
}

/** `a, b and c` */
export function joined(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1) ?? ""}`;
}

/** `1 block`, `2 blocks` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
