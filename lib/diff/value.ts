import { type JsonValue } from "../hcl/terraform-json";
import type { SynthesizedStack } from "./synthesized-stack";

/** What is known of the value of an argument before Terraform runs. */
export type Value =
  /** The value itself. */
  | { readonly kind: "literal"; readonly text: string }
  /** An attribute that a resource of the stack gets when it is made, such as its ID. */
  | { readonly kind: "attribute"; readonly address: string; readonly attribute: string }
  /** An attribute of something that exists and is looked up by its ID or its address. */
  | { readonly kind: "found"; readonly id: string; readonly attribute: string }
  /** Anything else that Terraform computes; the text holds everything it is computed from. */
  | { readonly kind: "computed"; readonly text: string };

const LOCAL = /\blocal\.([\w-]+)/g;
const SOLE_LOCAL = /^\$\{local\.([\w-]+)\}$/;
const SOLE_ATTRIBUTE = /^\$\{(alicloud_\w+\.[\w-]+)\.(\w+)\}$/;
// How lib/look-up writes it: with a default, for what is not found.
const FOUND = /^\$\{try\(local\.\w+\["([^"]+)"\]\.(\w+), (?:""|null)\)\}$/;

/** Locals refer to each other only so many times; a chain that is longer is a circle, which Terraform refuses. */
const DEEPEST = 20;

/** Follows references to locals, and to arguments that other resources are given, to what they stand for. */
export function valueOf(value: JsonValue | undefined, stack: SynthesizedStack, depth = 0): Value {
  if (typeof value !== "string") {
    const text = JSON.stringify(value ?? null);
    return text.includes("${")
      ? { kind: "computed", text: withLocals(text, stack) }
      : { kind: "literal", text };
  }
  if (!value.includes("${")) return { kind: "literal", text: value };
  const [, name = ""] = SOLE_LOCAL.exec(value) ?? [];
  if (depth < DEEPEST && stack.locals[name] !== undefined)
    return valueOf(stack.locals[name], stack, depth + 1);
  const [, address = "", attribute = ""] = SOLE_ATTRIBUTE.exec(value) ?? [];
  const resource = stack.resources.get(address);
  if (resource !== undefined) {
    const argument = resource.body[attribute];
    return argument === undefined || depth >= DEEPEST
      ? { kind: "attribute", address, attribute }
      : valueOf(argument, stack, depth + 1);
  }
  const [, id, found] = FOUND.exec(value) ?? [];
  if (id !== undefined && found !== undefined) return { kind: "found", id, attribute: found };
  return { kind: "computed", text: withLocals(value, stack) };
}

/** A text in which the locals are written out. */
function withLocals(text: string, stack: SynthesizedStack, depth = 0): string {
  if (depth >= DEEPEST) return text;
  return text.replaceAll(LOCAL, (reference, name: string) => {
    const local = stack.locals[name];
    return local === undefined ? reference : withLocals(JSON.stringify(local), stack, depth + 1);
  });
}

/** The resources of the stack whose attributes a value is made from. */
export function referredTo(value: JsonValue | undefined, stack: SynthesizedStack): string[] {
  const text = withLocals(JSON.stringify(value ?? null), stack);
  const references = text.matchAll(/(?<!data\.)\b(alicloud_\w+\.[\w-]+)\.\w+/g);
  return [...new Set([...references].map(([, address = ""]) => address))].filter((address) =>
    stack.resources.has(address),
  );
}
