import { z } from "zod";
import { ApiError, forbidden } from "./errors";
import { parseInput } from "./input";

/** Actions by name, `Describe*` or `ecs:AttachNetworkInterface`; `*` stands for any characters. */
const pattern = z
  .string()
  .regex(
    /^(?:[a-z*]+:)?[A-Za-z0-9*]+$/,
    'must be an action such as "ecs:AttachNetworkInterface", with "*" for any characters',
  );
const patterns = z.array(pattern).min(1);

/** Which calls a fault hits: of the actions, after the first `after`, each `every`-th or by chance, `times` at most. */
const selection = {
  actions: patterns.default(["*"]),
  after: z.int().min(0).default(0),
  every: z.int().min(1).default(1),
  probability: z.number().min(0).max(1).default(1),
  seed: z.int().default(1),
  times: z.int().min(1).default(Number.MAX_SAFE_INTEGER),
};

const rule = z.discriminatedUnion("fault", [
  /** Refuses with `Throttling.User`. */
  z.strictObject({ fault: z.literal("throttle"), ...selection }),
  /** Refuses with `OperationConflict`. */
  z.strictObject({ fault: z.literal("conflict"), ...selection }),
  /** Refuses with a status and a code of one's own; 503 ServiceUnavailable unless stated. */
  z.strictObject({
    fault: z.literal("error"),
    status: z.int().min(400).max(599).default(503),
    code: z.string().min(1).default("ServiceUnavailable"),
    message: z.string().min(1).default("The request has failed due to a temporary failure of the server."),
    ...selection,
  }),
  /** Closes the connection before anything is done. */
  z.strictObject({ fault: z.literal("reset"), ...selection }),
  /** Does what was asked for, then closes the connection instead of answering. */
  z.strictObject({ fault: z.literal("lose-response"), ...selection }),
  /** What the call begins takes this long. */
  z.strictObject({ fault: z.literal("slow"), milliseconds: z.int().min(0).max(86_400_000), ...selection }),
  /** What the call begins never ends by itself: an ENI stays in Detaching until it is detached again. */
  z.strictObject({ fault: z.literal("stuck"), ...selection }),
  /**
   * Refuses the actions with `Forbidden.RAM`, as a policy would that denies them; with `lists: "empty"`, a call that
   * lists resources is answered with none of them, as the cloud does for many a RAM user.
   */
  z.strictObject({
    fault: z.literal("deny"),
    actions: patterns,
    lists: z.enum(["refused", "empty"]).default("refused"),
  }),
  /** Refuses every other action with `Forbidden.RAM`, as a policy would that allows only these. */
  z.strictObject({ fault: z.literal("allow-only"), actions: patterns }),
]);

/** The schema of a faults file: a list of rules, in the order in which they are tried. */
export const faultsSchema = z.array(rule);
/** What a faults file holds. */
export type FaultRules = z.input<typeof faultsSchema>;
type Rule = z.output<typeof rule>;
type SelectingRule = Extract<Rule, { every: number }>;

/** What happens to one call. */
export interface Effect {
  /** Answered instead of doing anything. */
  readonly refusal?: ApiError;
  /** Answered like the refusal; but a call that lists resources is answered as if there were none. */
  readonly hiding?: ApiError;
  /** Whether the connection is closed, and before or after the action. */
  readonly disconnect?: "before" | "after";
  /** How long what the call begins takes, in milliseconds. */
  readonly delay?: number;
}

/** Decides which faults hit which call. */
export class Faults {
  private readonly rules: ((ramAction: string) => Effect | undefined)[];

  /** @throws InputError when a rule is wrong */
  constructor(rules: unknown = []) {
    this.rules = parseInput("faults", faultsSchema, rules).map(compile);
  }

  /** @param ramAction product and action, for example `vpc:CreateVSwitch` */
  effectOn(ramAction: string): Effect {
    // Each rule sees each call, so that one rule's count does not depend on the others.
    const effects = this.rules.map((rule) => rule(ramAction)).filter((effect) => effect !== undefined);
    return Object.assign({}, ...effects.reverse()) as Effect;
  }
}

function compile(rule: Rule): (ramAction: string) => Effect | undefined {
  const concerns = rule.actions.map(matcher);
  const isConcerned = (ramAction: string) => concerns.some((matches) => matches(ramAction));
  if (rule.fault === "deny" || rule.fault === "allow-only") {
    const kind = rule.fault === "deny" && rule.lists === "empty" ? "hiding" : "refusal";
    const denied = (ramAction: string) => isConcerned(ramAction) === (rule.fault === "deny");
    return (ramAction) => (denied(ramAction) ? { [kind]: notAuthorized(ramAction) } : undefined);
  }
  const isHit = selector(rule);
  return (ramAction) => (isConcerned(ramAction) && isHit() ? effectOf(rule) : undefined);
}

function effectOf(rule: SelectingRule): Effect {
  switch (rule.fault) {
    case "throttle":
      return {
        refusal: new ApiError(400, "Throttling.User", "Request was denied due to user flow control."),
      };
    case "conflict":
      return { refusal: new ApiError(400, "OperationConflict", "Operation conflict.") };
    case "error":
      return { refusal: new ApiError(rule.status, rule.code, rule.message) };
    case "reset":
      return { disconnect: "before" };
    case "lose-response":
      return { disconnect: "after" };
    case "slow":
      return { delay: rule.milliseconds };
    case "stuck":
      return { delay: Number.POSITIVE_INFINITY };
  }
}

function notAuthorized(ramAction: string): ApiError {
  return forbidden("Forbidden.RAM", `User not authorized to operate on the specified resource: ${ramAction}`);
}

function selector({ after, every, probability, seed, times }: SelectingRule): () => boolean {
  const random = pseudoRandom(seed);
  let calls = 0;
  let hits = 0;
  return () => {
    calls += 1;
    const hit = calls > after && (calls - after) % every === 0 && random() < probability && hits < times;
    if (hit) hits += 1;
    return hit;
  };
}

/** Matches `Describe*` with the action, and a pattern with a colon with product and action. */
function matcher(text: string): (ramAction: string) => boolean {
  const expression = new RegExp(`^${text.replaceAll("*", ".*")}$`);
  const withProduct = text.includes(":");
  return (ramAction) => expression.test(withProduct ? ramAction : (ramAction.split(":")[1] ?? ""));
}

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
function pseudoRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
