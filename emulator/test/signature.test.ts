import { createHmac } from "node:crypto";
import { checkSignature, signatureOf } from "../src/signature";
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
