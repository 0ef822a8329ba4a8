import { Ipv4Cidr } from "../address";
import { mistakenId } from "./mistaken-id";
import { idForm } from "./resource-ids";

/** A range of something that is made, or the ID of something that exists. */
export type RangeOrId = Ipv4Cidr | { readonly id: string };

/** Reads a range, or an ID with the prefix; throws an AddressError for any other text. */
export function rangeOrId(prefix: "vpc" | "vsw") {
  return (text: string): RangeOrId => {
    if (idForm(prefix).test(text)) return { id: text };
    const mistake = mistakenId(text, prefix);
    if (mistake !== undefined) throw mistake;
    return Ipv4Cidr.parse(text);
  };
}
