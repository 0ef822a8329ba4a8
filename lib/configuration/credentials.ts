/** What is done instead of writing a credential of Alibaba Cloud into the file, by the plain name of the credential. */
const INSTEAD: Readonly<Record<string, string>> = {
  accesskey: "set ALIBABA_CLOUD_ACCESS_KEY_ID in the environment of Terraform, or use a profile or a role",
  secretkey:
    "set ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment of Terraform, or use a profile or a role",
  securitytoken:
    "set ALIBABA_CLOUD_SECURITY_TOKEN in the environment of Terraform, or use a profile or a role",
  oidctoken: "name a file with oidc_token_file",
};

const SYNONYMS: Readonly<Record<string, string>> = {
  accesskeyid: "accesskey",
  accesskeysecret: "secretkey",
  secretaccesskey: "secretkey",
  ststoken: "securitytoken",
};

export const CREDENTIAL_PROBLEM = "a credential does not belong in this file";

/** What to do instead, where the key names a credential of Alibaba Cloud in any spelling. */
export function insteadOfCredential(key: string): string | undefined {
  const plain = key.toLowerCase().replaceAll(/[-_]/g, "");
  const name = Object.hasOwn(SYNONYMS, plain) ? SYNONYMS[plain] : plain;
  return name !== undefined && Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
}

/** Whether the text is a URL with a password in it. */
export function hasPassword(text: string): boolean {
  return /:\/\/[^/\s]*:[^/\s]*@/.test(text);
}
