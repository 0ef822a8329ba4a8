import { readFileSync } from "node:fs";

import { GUEST_SCRIPT, renderGuestCall } from "../../guest/render";
import { GUEST_EXIT_CODES } from "../../lib/guest/cloud-assistant";

/** Those that only actions can end with which Cloud Assistant is never asked for. */
const OF_STATUS = [50, 51];

describe("every exit code of the guest script", () => {
  const script = `${GUEST_SCRIPT}${renderGuestCall({ action: "up", eip: "" })}`;
  const numbers = (pattern: RegExp, text: string) =>
    [...new Set([...text.matchAll(pattern)].map((match) => Number(match[1])))].sort((a, b) => a - b);
  const used = numbers(/\b(?:die|exit) (\d+)/g, script);

  it("is in the table of docs/guest.md, and no other", () => {
    const documented = numbers(/^\| (\d+) /gm, readFileSync("docs/guest.md", "utf8"));
    expect(documented).toEqual([0, ...used]);
  });

  it("has the words that a plan says after a run that ended with it", () => {
    expect(Object.keys(GUEST_EXIT_CODES).map(Number)).toEqual(
      used.filter((code) => !OF_STATUS.includes(code)),
    );
  });

  it("has words that Terraform takes as they are, in whole sentences", () => {
    for (const text of Object.values(GUEST_EXIT_CODES)) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/[$%]\{|\n/);
    }
  });
});
