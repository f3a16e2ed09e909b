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

test("one line is no list", () => {
  assert.deepEqual(linesOf("\n  One thing \n\n"), ["One thing"]);
  assert.deepEqual(linesOf(" \n"), []);
});
