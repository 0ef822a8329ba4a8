import { actions, type Call, type Json, productOf, type ProductAction } from "./actions";
import { checkParameters } from "./actions/declaration";
import { CallLog, type LoggedCall } from "./call-log";
import { Changes } from "./changes";
import type { Clock } from "./clock";
import { Cloud } from "./cloud";
import type { DataPlane } from "./data-plane";
import { ApiError, notFound, refused } from "./errors";
import { Faults, type Effect } from "./faults";
import { missing, Parameters, transportParameters } from "./parameters";
import { loadState } from "./seed";
import {
  checkHeaderSignature,
  checkSignature,
  isSignedInHeader,
  type AccessKey,
  type SignedRequest,
} from "./signature";
import type { Operation } from "./state";

/** What an engine is made of. */
export interface EngineOptions {
  readonly seed: unknown;
  readonly faults: unknown;
  readonly key: AccessKey | undefined;
  readonly clock: Clock;
  readonly dataPlane: DataPlane;
  /** Told of each call when it has been done. */
  readonly onCall: (call: LoggedCall) => void;
  readonly onDataPlaneFailure: (event: string, error: unknown) => void;
}

/** What the caller gets: an answer, a refusal, or a closed connection. */
export type Outcome = { readonly answer: Json } | { readonly refusal: ApiError } | "disconnect";

/** How many client tokens are remembered. */
const rememberedTokens = 10_000;

/** The API without its transport: takes parameters, knows the state, and gives answers or refusals. */
export class Engine {
  readonly calls: CallLog;
  cloud: Cloud;
  private changes: Changes;
  private faults: Faults;
  private seed: unknown;
  private readonly answers = new Map<string, { parameters: string; answer: Json }>();

  /** @throws InputError when the seed or the faults are wrong */
  constructor(private readonly options: EngineOptions) {
    this.seed = options.seed;
    this.faults = new Faults(options.faults);
    this.calls = new CallLog(options.clock);
    this.cloud = loadState(this.seed);
    this.changes = this.startChanges();
  }

  /** Goes back to the seed, forgets the calls, and leaves the faults as they are. */
  async reset(): Promise<void> {
    await this.load(this.seed);
    this.calls.clear();
  }

  /** Replaces the state, and what a reset goes back to. @throws InputError when it is wrong, and then nothing changes */
  async load(seed: unknown): Promise<void> {
    const cloud = loadState(seed);
    await this.changes.stop();
    this.options.clock.stop();
    this.seed = seed;
    this.cloud = cloud;
    this.answers.clear();
    this.changes = this.startChanges();
    await this.ready();
  }

  /** Replaces the faults; their counts start anew. @throws InputError when a rule is wrong */
  setFaults(rules: unknown): void {
    this.faults = new Faults(rules);
  }

  /** Resolves when the data plane has everything that there was at the start. */
  async ready(): Promise<void> {
    await this.changes.settled();
  }

  /** Lets nothing more happen, and ends the data plane. */
  async stop(): Promise<void> {
    await this.changes.stop();
    this.options.clock.stop();
    await this.options.dataPlane.closed?.();
  }

  /**
   * Does one call. Everything that goes wrong is in the outcome; nothing is thrown.
   * @param request - the whole request, for a signature in its header
   */
  execute(method: string, values: ReadonlyMap<string, string>, request?: SignedRequest): Outcome {
    const found = actions.get(`${productOf(values.get("Version") ?? "")}:${values.get("Action")}`);
    const entry = this.calls.begin(found?.product, found && values.get("Action"), values);
    const outcome = this.outcomeOf(method, values, request);
    if (outcome === "disconnect") entry.result = "disconnected";
    else if ("answer" in outcome) entry.result = "done";
    else Object.assign(entry, { result: outcome.refusal.code, message: outcome.refusal.message });
    this.options.onCall(entry);
    return outcome;
  }

  private outcomeOf(
    method: string,
    values: ReadonlyMap<string, string>,
    request: SignedRequest | undefined,
  ): Outcome {
    try {
      return this.dispatch(method, values, request);
    } catch (error) {
      return { refusal: error instanceof ApiError ? error : internalError(error) };
    }
  }

  private dispatch(
    method: string,
    values: ReadonlyMap<string, string>,
    request: SignedRequest | undefined,
  ): Outcome {
    const found = this.find(values);
    const { key } = this.options;
    if (key !== undefined) {
      if (request !== undefined && isSignedInHeader(request)) checkHeaderSignature(key, request);
      else checkSignature(key, method, values);
    }
    const region = values.get("RegionId") ?? "";
    if (region !== "" && region !== this.cloud.region)
      throw notFound("InvalidRegionId.NotFound", "RegionId", region);
    const effect = this.faults.effectOn(found.ramAction);
    if (effect.disconnect === "before") return "disconnect";
    if (effect.refusal !== undefined) throw effect.refusal;
    checkParameters(found.declaration, values);
    if (effect.hiding !== undefined) return { answer: this.answerOfNothing(found, values, effect.hiding) };
    const answer = this.answerOnce(found, values, effect);
    return effect.disconnect === "after" ? "disconnect" : { answer };
  }

  private find(values: ReadonlyMap<string, string>): ProductAction {
    const action = values.get("Action") ?? "";
    const version = values.get("Version") ?? "";
    if (action === "") throw missing("Action");
    if (version === "") throw missing("Version");
    const product = productOf(version);
    if (product === undefined) throw notFound("InvalidVersion", "parameter Version", shortened(version));
    const found = actions.get(`${product}:${action}`);
    if (found === undefined)
      throw notFound("InvalidAction.NotFound", `action of ${product}`, shortened(action));
    return found;
  }

  /** What a call that lists resources answers in an account without any; each other call is refused. */
  private answerOfNothing(
    found: ProductAction,
    values: ReadonlyMap<string, string>,
    refusal: ApiError,
  ): Json {
    if (!found.reads) throw refusal;
    const { region, accountId, zones, instanceTypes, images } = this.cloud.toJSON();
    const cloud = loadState({ region, accountId, zones, instanceTypes, images });
    try {
      return found.declaration.run({ ...this.call(values, {}), cloud });
    } catch {
      throw refusal;
    }
  }

  /** The same client token gets the same answer, as after a lost response, and nothing is done twice. */
  private answerOnce(found: ProductAction, values: ReadonlyMap<string, string>, effect: Effect): Json {
    const token = values.get("ClientToken") ?? "";
    if (token === "" || found.reads) return found.declaration.run(this.call(values, effect));
    const key = `${found.ramAction} ${token}`;
    const parameters = JSON.stringify([...values].filter(([name]) => !transportParameters.has(name)).sort());
    const earlier = this.answers.get(key);
    if (earlier !== undefined) {
      if (earlier.parameters === parameters) return earlier.answer;
      throw refused("IdempotentParameterMismatch", "The client token was used with other parameters before.");
    }
    const answer = found.declaration.run(this.call(values, effect));
    this.answers.set(key, { parameters, answer });
    const [oldest] = this.answers.keys();
    if (this.answers.size > rememberedTokens && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }

  private call(values: ReadonlyMap<string, string>, effect: Effect): Call {
    const { cloud, changes } = this;
    return {
      parameters: new Parameters(values),
      cloud,
      changes,
      now: this.options.clock.now(),
      begin: (change, id, operation: Operation) => {
        changes.begin(change, id, effect.delay ?? cloud.durations[operation]);
      },
    };
  }

  private startChanges(): Changes {
    const { clock, dataPlane, onDataPlaneFailure } = this.options;
    const changes = new Changes(this.cloud, clock, dataPlane, onDataPlaneFailure);
    changes.start();
    return changes;
  }
}

/** A mistake of the emulator's own: reported as one, since a caller must not take it for the cloud's behaviour. */
function internalError(error: unknown): ApiError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`alicloud-emulator: mistake in the emulator: ${text}\n`);
  return new ApiError(500, "InternalError", "The emulator has made a mistake; its log says which.");
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
