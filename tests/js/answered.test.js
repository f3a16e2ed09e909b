import assert from "node:assert/strict";
import test from "node:test";
import { againLine, answeredLine, countedLine } from "../../static/js/room/parts/answered.js";

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

test("who adds to a counted poll is told what that shows", () => {
  assert.equal(againLine({ answered: 1 }, true), "");
  assert.match(againLine({ answered: 1, again: true }, true), /others may guess/);
  assert.match(againLine({ answered: 1, again: true }, false), /once four more have answered/);
});

test("numbers that do not hold all answers say so", () => {
  assert.equal(countedLine({ answered: 4, mean: 3.3 }), "4 answers, 3.3 on average.");
  assert.match(countedLine({ answered: 5, counted: 4 }), /^4 answers\. 1 more answer came later/);
});
