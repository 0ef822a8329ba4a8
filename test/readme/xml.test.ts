import { xmlMistake } from "./xml";

test.each([
  "<a/>",
  '<?xml version="1.0"?>\n<!-- one - two -->\n<a b="1" c:d=\'"\'>text &amp; &#x2192; <e/></a>\n',
  '<a b="x > y">></a>',
])("well-formed XML has no mistake: %j", (xml) => {
  expect(xmlMistake(xml)).toBeUndefined();
});

test.each([
  ["", "line 1: 0 roots"],
  ["<a/><b/>", "line 1: 2 roots"],
  ["<a>\n<b></a>", "line 2: </a> closes nothing, or not the last"],
  ["</a>", "line 1: </a> closes nothing, or not the last"],
  ["<a>\n<b/>", "line 2: <a> is not closed"],
  ["<a/>\ntext", "line 1: text outside of the root"],
  ['<a b="1" b="2"/>', "line 1: <a> has an attribute twice"],
  ["<a b=1/>", 'line 1: not XML: "<a b=1/>"'],
  ['<a b="1"c="2"/>', 'line 1: not XML: "<a b=\\"1\\"c=\\"2\\"/>"'],
  ["<a>&nbsp;</a>", 'line 1: not XML: "&nbsp;</a>"'],
  ["<a>x & y</a>", 'line 1: not XML: "& y</a>"'],
  ["<a><!-- -- --></a>", 'line 1: not XML: "<!-- -- --></a>"'],
])("fails for %j", (xml, mistake) => {
  expect(xmlMistake(xml)).toBe(mistake);
});
