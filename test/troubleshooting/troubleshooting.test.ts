import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import ts from "typescript";

import { GUEST_SCRIPT, renderGuestCall } from "../../guest/render";
import { CHECK_NAMES } from "../../lib/exposure-table/checks";
import { GUEST_EXIT_CODES } from "../../lib/guest/cloud-assistant";
import { messagesIn } from "./message-index";
import { TroubleshootingPage } from "./page";
import { checkMessages, inputMessages } from "./terraform-messages";

const ROOT = path.join(__dirname, "../..");
const page = new TroubleshootingPage(path.join(ROOT, "docs/reference/troubleshooting.md"));
const chinese = new TroubleshootingPage(path.join(ROOT, "docs/zh-CN/troubleshooting.md"));

const messages = messagesIn(ROOT, ["lib", "guest"]);
const checks = checkMessages(ROOT);
const inputs = inputMessages(ROOT);

/** What `check --live` says ends before the remedy, and the check of Terraform goes on with it. */
function isListed(text: string): boolean {
  return page.messages.some((line) => line === text || line.startsWith(`${text}. `));
}

/** Codes of the calls of the procedure, which the emulator refuses as the cloud does. */
const CALLS = [
  ...["vpc/cidr-block", "vpc/vswitch", "vpc/eip", "lookup"],
  ...["attachment", "network-interface", "interface-rules", "private-address", "command", "invocation"].map(
    (name) => `ecs/${name}`,
  ),
];

/** Functions that create a refusal, the code being their first text. */
const REFUSALS = ["refused", "notFound", "forbidden", "find", "ApiError"];

/** Returns the codes with which a file of the emulator refuses calls. */
function refusalsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023, true);
  const codes: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
      REFUSALS.includes(node.expression.getText())
    ) {
      const code = node.arguments?.find((argument) => ts.isStringLiteral(argument));
      if (code !== undefined) codes.push(code.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return codes;
}

describe("the page about troubleshooting", () => {
  it("has each message of the project, and no other", () => {
    const missing = messages
      .filter(({ text }) => !isListed(text))
      .map(({ text, place }) => `${place}  ${text}`);
    expect(missing).toEqual([]);
    const known = new Set([
      ...messages.map(({ text }) => text),
      ...checks.map(({ text }) => text),
      ...inputs,
      ...page.messagesBelow("exit-codes"),
    ]);
    expect(page.messages.filter((line) => !known.has(line))).toEqual([]);
  });

  it("has each message that the bad configurations of the tests have", () => {
    const patterns = page.messages.map(
      (line) =>
        new RegExp(
          `^${line
            .split("…")
            .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
            .join(".*")}$`,
        ),
    );
    const folder = path.join(ROOT, "test/configuration/bad");
    const problems = readdirSync(folder).flatMap((file) =>
      [...readFileSync(path.join(folder, file), "utf8").matchAll(/^ {2}problem +(.*)$/gm)].map(
        ([, problem = ""]) => problem,
      ),
    );
    expect(problems.length).toBeGreaterThan(250);
    expect(problems.filter((problem) => !patterns.some((pattern) => pattern.test(problem)))).toEqual([]);
  });

  it("has a heading for each code of an error, to which commands send their users", () => {
    const [, union = ""] =
      /export type UserErrorCode =((?:\s+\| "[^"]+")+);/.exec(
        readFileSync(path.join(ROOT, "lib/errors.ts"), "utf8"),
      ) ?? [];
    const codes = [...union.matchAll(/"([^"]+)"/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(page.anchors).toEqual(expect.arrayContaining(codes));
  });

  it("has a heading for each check, and each of its messages", () => {
    expect(page.anchors).toEqual(expect.arrayContaining([...CHECK_NAMES, "permission"]));
    expect(checks.length).toBeGreaterThan(30);
    expect(checks.map(({ text }) => text).filter((text) => !page.messages.includes(text))).toEqual([]);
    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.filter((text) => !page.messages.includes(text))).toEqual([]);
  });

  it("has each exit code of the guest script", () => {
    const script = `${GUEST_SCRIPT}${renderGuestCall({ action: "up", eip: "" })}`;
    const used = [...script.matchAll(/\b(?:die|exit) (\d+)/g)].map(([, code]) => Number(code));
    const listed = [...page.text.matchAll(/^\| error (\d+) /gm)].map(([, code]) => Number(code));
    expect(new Set([...used, ...Object.keys(GUEST_EXIT_CODES).map(Number)]).size).toBeGreaterThan(20);
    expect(listed).toEqual(expect.arrayContaining([...used, ...Object.keys(GUEST_EXIT_CODES).map(Number)]));
  });

  it.each(CALLS)("has each code with which the cloud refuses a call of the procedure (%s)", (name) => {
    const codes = refusalsIn(path.join(ROOT, `emulator/src/actions/${name}.ts`));
    expect(codes).not.toEqual([]);
    const listed = page.codesBelow("api-errors");
    expect(codes.filter((code) => !listed.includes(code))).toEqual([]);
  });

  it("is the same in Chinese: messages, codes, links and keys", () => {
    expect(chinese.skeleton).toEqual(page.skeleton);
  });
});

describe("the message of a check", () => {
  it("ends with the name by which it is turned off", () => {
    expect(checks.filter(({ text, check }) => !text.endsWith(` (${check})`))).toEqual([]);
    expect(new Set(checks.map(({ check }) => check))).toEqual(new Set(CHECK_NAMES));
  });
});
