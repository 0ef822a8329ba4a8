import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import type { z } from "zod";

import { CloudError } from "../errors";
import { omitUndefined } from "../omit-undefined";
import { type CredentialSource, type CredentialValues, findCredentials } from "./cloud-credentials";
import { type CloudEndpoint, type CloudProduct, endpointOf, PRODUCTS } from "./cloud-endpoints";
import { isThrottled, isTransient, translated } from "./cloud-errors";

/** Account and region to call. */
export interface CloudOptions {
  /** Region ID. */
  readonly region: string;
  /**
   * Arguments of the provider block: `endpoints`, `protocol`, `insecure` and those about credentials are honored.
   * @default - none
   */
  readonly provider?: Readonly<Record<string, unknown>>;
  /**
   * Milliseconds to wait for an answer.
   * @default 30000
   */
  readonly timeLimit?: number;
  /**
   * Milliseconds before the second attempt of a call; twice as long before each further one.
   * @default 500
   */
  readonly pause?: number;
}

/** Parameters of a call; lists are numbered from 1: `InstanceId.1`. */
export type CallParameters = Readonly<Record<string, string | number | boolean | undefined>>;

/** Attempts of a call that is throttled or fails on its way. */
const ATTEMPTS = 6;
const TIME_LIMIT = 30_000;
const CONNECT_TIME_LIMIT = 10_000;
const PAUSE = 500;

/** Page size for lists; the maximum of most actions. */
const PAGE_SIZE = 50;
/** More pages than this are not read: an account with 50,000 instances in a region. */
const MOST_PAGES = 1000;

/** Part of the SDK's client that this one uses. */
interface SdkClient {
  callApi(params: unknown, request: unknown, runtime: unknown): Promise<{ readonly body?: unknown }>;
}

/**
 * Client of Alibaba Cloud's APIs, on the official SDK. It repeats calls that are throttled. An error is a {@link CloudError} with one
 * message, which never has credentials in it.
 */
export class CloudClient {
  private readonly clients = new Map<CloudProduct, SdkClient>();

  private constructor(
    /** Region of the calls. */
    public readonly region: string,
    /** Origin of the credentials, in words. */
    public readonly origin: string,
    private readonly source: CredentialSource,
    private readonly options: CloudOptions,
  ) {}

  /**
   * Finds credentials. Loads the SDK, which other commands do not need.
   *
   * @throws {@link CloudError} if there are no credentials
   */
  public static async connect(options: CloudOptions): Promise<CloudClient> {
    const { source, origin } = await findCredentials(options.provider);
    return new CloudClient(options.region, origin, source, options);
  }

  /**
   * Calls an action of an API.
   *
   * @param schema - schema of the parts of the answer that the caller needs
   * @throws {@link CloudError} if the API refuses or cannot be reached
   */
  public async call<Schema extends z.ZodType>(
    product: CloudProduct,
    action: string,
    parameters: CallParameters,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const body = await this.repeated(product, action, { RegionId: this.region, ...parameters });
    const { success, data } = schema.safeParse(body);
    if (success) return data;
    const { host } = endpointOf(product, this.region, this.options.provider);
    throw new CloudError(
      `${host} does not answer ${product}:${action} like the API of Alibaba Cloud; check the endpoints of the provider block, and a proxy in between.`,
    );
  }

  /**
   * Calls an action for each page of its list.
   *
   * @param items - takes the items from an answer
   * @param size - page size; at most the maximum of the action
   */
  public async pages<Schema extends z.ZodType, Item>(
    product: CloudProduct,
    action: string,
    parameters: CallParameters,
    schema: Schema,
    items: (answer: z.output<Schema>) => readonly Item[],
    size = PAGE_SIZE,
  ): Promise<Item[]> {
    const all: Item[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const asked = { ...parameters, PageNumber: page, PageSize: size };
      const found = items(await this.call(product, action, asked, schema));
      all.push(...found);
      if (found.length < size) break;
    }
    return all;
  }

  private async repeated(product: CloudProduct, action: string, parameters: CallParameters) {
    const { pause = PAUSE } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(product, action, parameters);
      } catch (error) {
        const isWorthAnother = isThrottled(error) || (isTransient(error) && isRead(action));
        if (attempt === ATTEMPTS || !isWorthAnother)
          throw translated(error, {
            ...{ action: `${product}:${action}`, origin: this.origin, region: this.region },
            ...{ host: endpointOf(product, this.region, this.options.provider).host, attempts: attempt },
            secrets: secretsOf(await this.source.getCredential()),
          });
        await sleep(pause * 2 ** (attempt - 1));
      }
    }
  }

  private async once(product: CloudProduct, action: string, parameters: CallParameters): Promise<unknown> {
    const endpoint = endpointOf(product, this.region, this.options.provider);
    const { OpenApiRequest, Params } = await import("@alicloud/openapi-client");
    const client = await this.clientFor(product, endpoint);
    const params = new Params({
      ...{ action, version: PRODUCTS[product], protocol: endpoint.protocol, method: "POST" },
      ...{ authType: "AK", style: "RPC", pathname: "/", reqBodyType: "formData", bodyType: "json" },
    });
    const texts = Object.entries(omitUndefined(parameters)).map(
      ([name, value]) => [name, String(value)] as const,
    );
    const all: Record<string, string> = Object.fromEntries(texts);
    // Quota Center takes parameters in the body only.
    const request = new OpenApiRequest(product === "quotas" ? { body: all } : { query: all });
    const { body } = await client.callApi(params, request, this.runtime(endpoint));
    return body;
  }

  private runtime({ certificateFile, isInsecure }: CloudEndpoint): Readonly<Record<string, unknown>> {
    const { timeLimit = TIME_LIMIT } = this.options;
    return {
      readTimeout: timeLimit,
      connectTimeout: Math.min(timeLimit, CONNECT_TIME_LIMIT),
      autoretry: false,
      ...(isInsecure ? { ignoreSSL: true } : {}),
      ...(certificateFile === undefined ? {} : { ca: certificateIn(certificateFile) }),
    };
  }

  private async clientFor(product: CloudProduct, { host, protocol }: CloudEndpoint): Promise<SdkClient> {
    const known = this.clients.get(product);
    if (known !== undefined) return known;
    const { default: exported, Config } = await import("@alicloud/openapi-client");
    // If Node.js imports CommonJS as an ECMAScript module, the default export is the whole module.
    const Client = ("default" in exported ? exported.default : exported) as new (
      config: unknown,
    ) => SdkClient;
    const config = new Config({ endpoint: host, protocol, regionId: this.region });
    config.credential = this.source as never;
    const client = new Client(config);
    this.clients.set(product, client);
    return client;
  }
}

/** Returns numbered parameters of a list: `{"InstanceId.1": …}`. */
export function numbered(name: string, values: readonly string[]): CallParameters {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}

/** Splits a list into parts that one call takes. */
export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function isRead(action: string): boolean {
  return /^(?:Describe|List|Get)/.test(action);
}

function certificateIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new CloudError(`SSL_CERT_FILE names ${file}, which cannot be read; correct or unset it.`);
  }
}

function secretsOf({ accessKeyId, accessKeySecret, securityToken, bearerToken }: CredentialValues): string[] {
  return [accessKeyId, accessKeySecret, securityToken, bearerToken].filter(
    (text): text is string => text !== undefined && text !== "",
  );
}
