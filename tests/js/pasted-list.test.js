import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf } from "../../static/js/shared/pasted-list.js";

test("each line of a list is one text, without its mark", () => {
  const pasted =
    "- The lift stopped\r\n* [ ] It was dark\n\n  3) Nobody came  \n• 12:30 we left\n2024 was bad\n-5 degrees";
  assert.deepEqual(linesOf(pasted), [
    "The lift stopped",
    "It was dark",
    "Nobody came",
    "12:30 we left",
    "2024 was bad",
    "-5 degrees",
  ]);
});

test("a number is a mark where lines are counted, and not before a month", () => {
  assert.deepEqual(linesOf("1. The lift stopped\n2. [ ] It was dark"), ["The lift stopped", "It was dark"]);
  const days = "30. Januar es brennt\n31. Januar es steht";
  assert.deepEqual(linesOf(days), days.split("\n"));
  assert.deepEqual(linesOf("1. Etage brennt"), ["1. Etage brennt"]);
  assert.deepEqual(linesOf("+ 5 min help comes\n+ power is back"), ["+ 5 min help comes", "power is back"]);
});

test("one line is no list", () => {
  assert.deepEqual(linesOf("\n  One thing \n\n"), ["One thing"]);
  assert.deepEqual(linesOf(" \n"), []);
});
