import { firstMapping } from "./cloud-credentials";

/** Versions of the APIs, by product. */
export const PRODUCTS = {
  ecs: "2014-05-26",
  vpc: "2016-04-28",
  sts: "2015-04-01",
  quotas: "2020-05-10",
} as const;

/** Product with an API. */
export type CloudProduct = keyof typeof PRODUCTS;

/** Server of an API. */
export interface CloudEndpoint {
  /** Host, with a port if it is not the usual one. */
  readonly host: string;
  readonly protocol: "HTTP" | "HTTPS";
  /** Whether the certificate of the server is not checked: `insecure` of the provider block. */
  readonly isInsecure: boolean;
  /** File of trusted certificates: the environment variable `SSL_CERT_FILE`, which the Terraform provider reads as well. */
  readonly certificateFile?: string;
}

/**
 * Endpoints that do not follow the rule `product.region.aliyuncs.com`, among those of public regions.
 * Source: the SDKs `@alicloud/ecs20140526` 7.11.6 and `@alicloud/vpc20160428` 7.3.2.
 */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "ecs cn-hangzhou": "ecs-cn-hangzhou.aliyuncs.com",
  "ecs cn-shanghai-finance-1": "ecs-cn-hangzhou.aliyuncs.com",
  "ecs cn-shenzhen-finance-1": "ecs-cn-hangzhou.aliyuncs.com",
  "ecs cn-north-2-gov-1": "ecs.aliyuncs.com",
  "ecs cn-hangzhou-finance": "ecs.aliyuncs.com",
  "vpc cn-hangzhou": "vpc.aliyuncs.com",
  "vpc cn-shanghai-finance-1": "vpc.aliyuncs.com",
  "vpc cn-shenzhen-finance-1": "vpc.aliyuncs.com",
  "vpc cn-north-2-gov-1": "vpc.aliyuncs.com",
  "vpc cn-hangzhou-finance": "vpc.aliyuncs.com",
};

/** Products with one endpoint for all regions. */
const CENTRAL: Readonly<Partial<Record<CloudProduct, string>>> = { quotas: "quotas.aliyuncs.com" };

/**
 * Returns the server of an API, as the Terraform provider finds it: `endpoints` of the provider block, then the environment variables
 * `ALIBABA_CLOUD_ENDPOINT_ECS` and `ECS_ENDPOINT` (so for each product), then the endpoint of the region.
 *
 * @param provider - arguments of the provider block
 */
export function endpointOf(
  product: CloudProduct,
  region: string,
  provider: Readonly<Record<string, unknown>> = {},
): CloudEndpoint {
  const named = namedEndpoint(product, provider);
  const [, scheme, host = ""] = /^(?:(https?):\/\/)?([^/]*)/i.exec(named ?? regional(product, region)) ?? [];
  const protocol = (scheme ?? textOf(provider.protocol) ?? "HTTPS").toUpperCase();
  const certificateFile = textOf(process.env.SSL_CERT_FILE);
  return {
    host,
    protocol: protocol === "HTTP" ? "HTTP" : "HTTPS",
    isInsecure: provider.insecure === true,
    ...(certificateFile === undefined ? {} : { certificateFile }),
  };
}

/** Whether somebody chose the server of an API, so that another product of the same cloud is not at its usual place either. */
export function isNamedEndpoint(product: CloudProduct, provider: Readonly<Record<string, unknown>>): boolean {
  return namedEndpoint(product, provider) !== undefined;
}

function namedEndpoint(
  product: CloudProduct,
  provider: Readonly<Record<string, unknown>>,
): string | undefined {
  const upper = product.toUpperCase();
  return (
    textOf(firstMapping(provider.endpoints)?.[product]) ??
    textOf(process.env[`ALIBABA_CLOUD_ENDPOINT_${upper}`]) ??
    textOf(process.env[`${upper}_ENDPOINT`])
  );
}

function regional(product: CloudProduct, region: string): string {
  return CENTRAL[product] ?? EXCEPTIONS[`${product} ${region}`] ?? `${product}.${region}.aliyuncs.com`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
