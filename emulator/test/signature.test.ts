import { createHmac } from "node:crypto";
import {
  checkHeaderSignature,
  checkSignature,
  headerSignatureOf,
  isSignedInHeader,
  type SignedRequest,
  signatureOf,
} from "../src/signature";
import { ApiError } from "../src/errors";

/** The example in Alibaba Cloud's description of the signature, with its public test key. */
const example = new Map(
  Object.entries({
    Timestamp: "2016-02-23T12:46:24Z",
    Format: "XML",
    AccessKeyId: "testid",
    Action: "DescribeRegions",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
    Version: "2014-05-26",
    SignatureVersion: "1.0",
  }),
);

describe("the signature of a request", () => {
  it("is the one of the published example", () => {
    expect(signatureOf("testsecret", "GET", example)).toBe("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  });

  it("encodes every character but letters, digits, -, _, . and ~, twice", () => {
    const text = "GET&%2F&A%3Da-_.~%2520%252B%252A%2521%2527%2528%2529%252F%25C3%25A9%26B%3D";
    const expected = createHmac("sha1", "secret&").update(text).digest("base64");
    expect(
      signatureOf(
        "secret",
        "GET",
        new Map([
          ["B", ""],
          ["A", "a-_.~ +*!'()/é"],
        ]),
      ),
    ).toBe(expected);
  });

  it("is accepted when it is right", () => {
    const signed = new Map([...example, ["Signature", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="]] as [string, string][]);
    expect(() => {
      checkSignature({ id: "testid", secret: "testsecret" }, "GET", signed);
    }).not.toThrow();
  });

  it.each([
    ["missing", example, "testsecret", "SignatureDoesNotMatch"],
    [
      "made with another secret",
      new Map([...example, ["Signature", "x"]] as [string, string][]),
      "s",
      "SignatureDoesNotMatch",
    ],
    [
      "made with another key",
      new Map([...example, ["AccessKeyId", "other"]] as [string, string][]),
      "s",
      "InvalidAccessKeyId.NotFound",
    ],
  ])("is refused when it is %s", (_case, parameters, secret, code) => {
    expect(() => {
      checkSignature({ id: "testid", secret }, "GET", parameters);
    }).toThrow(expect.objectContaining({ code }) as ApiError);
  });
});

describe("the newer signature, in a header,", () => {
  /** The example in Alibaba Cloud's description of version 3, with the signature that it gives. */
  const SIGNATURE = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0";
  const key = { id: "YourAccessKeyId", secret: "YourAccessKeySecret" };
  const unsigned: SignedRequest = {
    method: "POST",
    url: "/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
    headers: {
      host: "ecs.cn-shanghai.aliyuncs.com",
      "x-acs-action": "RunInstances",
      "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "x-acs-date": "2023-10-26T10:22:32Z",
      "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
      "x-acs-version": "2014-05-26",
    },
    body: Buffer.alloc(0),
  };
  const names = Object.keys(unsigned.headers);
  const signed = (
    change: Partial<SignedRequest> = {},
    id = key.id,
    signedHeaders = names,
  ): SignedRequest => ({
    ...unsigned,
    headers: {
      ...unsigned.headers,
      authorization: `ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=${signedHeaders.join(";")},Signature=${SIGNATURE}`,
    },
    ...change,
  });

  it("is the one of the published example", () => {
    expect(headerSignatureOf(key.secret, unsigned, names)).toBe(SIGNATURE);
  });

  it("is accepted when it is right", () => {
    expect(isSignedInHeader(signed())).toBe(true);
    expect(isSignedInHeader(unsigned)).toBe(false);
    expect(() => {
      checkHeaderSignature(key, signed());
    }).not.toThrow();
  });

  it.each([
    ["another query", signed({ url: "/?RegionId=cn-shanghai" }), "SignatureDoesNotMatch"],
    ["another body", signed({ body: Buffer.from("A=B") }), "SignatureDoesNotMatch"],
    ["another key", signed({}, "other"), "InvalidAccessKeyId.NotFound"],
    ["an action that is not covered", signed({}, key.id, names.slice(0, 1)), "SignatureDoesNotMatch"],
  ])("is refused for %s", (_case, request, code) => {
    expect(() => {
      checkHeaderSignature(key, request);
    }).toThrow(expect.objectContaining({ code }) as ApiError);
  });
});
