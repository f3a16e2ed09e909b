import assert from "node:assert/strict";
import test from "node:test";
import { answeredLine } from "../../static/js/room/parts/answered.js";

test("who lost the connection is missing, not forgotten", () => {
  assert.equal(
    answeredLine({ answered: 3, of: 4, lost: 1 }, "have voted"),
    "3 of 4 have voted, 1 person lost the connection.",
  );
  assert.equal(
    answeredLine({ answered: 1, of: 4, lost: 2 }),
    "1 of 4 answered, 2 people lost the connection.",
  );
  assert.equal(answeredLine({ answered: 4, of: 4 }), "4 of 4 answered.");
});
