import fc from "fast-check";

import {
  ConfigurationError,
  pathText,
  printable,
  printableSentence,
} from "../../lib/configuration/configuration-errors";
import { anyCharacter } from "../../testing/any-text";

/** Characters that a terminal or a person would take for something else than they are. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\u3000]/u;

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom("\u001b", "\n", "\u202e", "\u00a0", "\ud800", '"', "\\", " "), anyCharacter),
});

test("no text reaches the terminal with a control character, or longer than a line", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const shown of [printable(text), printableSentence(text), pathText([text])]) {
        expect(shown).not.toMatch(MISLEADING);
      }
      expect(printable("x".repeat(200) + text).length).toBeLessThan(120);
    }),
  );
});

test("a plain text is shown as it is", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.:/-]{1,80}$/), (text) => {
      expect(printable(text)).toBe(text);
    }),
  );
});

test("texts that differ within the length of a line are shown differently", () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      fc.pre(one !== other && one.length < 60 && other.length < 60 && !(one + other).includes("://"));
      // A text that is in quotes already is shown as it is.
      fc.pre(!/^".*"$/s.test(one) && !/^".*"$/s.test(other));
      expect(printable(one)).not.toBe(printable(other));
    }),
  );
});

test("quotes are put where without them nobody would see where a text begins and ends", () => {
  expect(["", " a", "a ", "a\tb", 'say "a"'].map((text) => printable(text))).toEqual([
    '""',
    '" a"',
    '"a "',
    '"a\\tb"',
    'say "a"',
  ]);
});

test("the user name and the password of a URL are never shown", () => {
  const error = new ConfigurationError("exposure.yaml", [
    {
      path: "backend.http.address",
      found: "https://user:never-show-this@state.example/",
      problem: "ssh://never-show-this@host is none",
      allowed: "http://user:never-show-this@host",
      remedy: { write: "http://user:never-show-this@host" },
    },
  ]);
  expect(`${error.message}${JSON.stringify(error)}`).not.toContain("never-show-this@");
  expect(error.message).toMatch(/^ {2}found {4}https:\/\/…@state\.example\/$/m);
});

test("paths are written as in a program, with quotes around keys that are no words", () => {
  expect(pathText(["exposures", "web", "securityGroups", 1])).toBe("exposures.web.securityGroups[1]");
  expect(pathText(["tags", "cost centre"])).toBe('tags."cost centre"');
  expect(pathText([])).toBe("");
});
