import { createPrivateKey, X509Certificate } from "node:crypto";
import { createCertificate } from "../src/certificate";

describe("the certificate for HTTPS", () => {
  const { certificate, privateKey } = createCertificate(new Date("2026-06-15T12:00:00Z"));
  const parsed = new X509Certificate(certificate);

  it("is signed by its own key", () => {
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
    expect(parsed.ca).toBe(true);
  });

  it("is for this machine only", () => {
    expect(parsed.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
    expect(parsed.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(parsed.checkHost("example.com")).toBeUndefined();
  });

  it("is valid from the day before for a year", () => {
    expect(new Date(parsed.validFrom).toISOString()).toBe("2026-06-14T12:00:00.000Z");
    expect(new Date(parsed.validTo).toISOString()).toBe("2027-06-15T12:00:00.000Z");
  });
});
