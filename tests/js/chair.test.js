import assert from "node:assert/strict";
import test from "node:test";
import { describeChange, leadersOf } from "../../static/js/room/chair.js";

const [ANA, BEN, BOTH] = [{ a: "Ana" }, { b: "Ben" }, { a: "Ana", b: "Ben" }];
/** What Ana, Ben and Cleo read. */
const told = (before, after) => ["a", "b", "c"].map((mine) => describeChange(before, after, mine)?.sentence);

test("a chair that was taken or handed over is told to all, and to the two concerned otherwise", () => {
  assert.deepEqual(told(ANA, BEN), [
    "Ben leads the room now, in your place. You take part like the others.",
    "You lead the room now, in place of Ana.",
    "Ben leads the room now, in place of Ana.",
  ]);
  assert.equal(describeChange(ANA, BEN, "a")?.concernsMe, true);
  assert.equal(describeChange(ANA, BEN, "c")?.concernsMe, false);
});

test("so is who leads too", () => {
  assert.deepEqual(told(ANA, BOTH), [
    "Ben leads the room too, with Ana.",
    "You lead the room too, with Ana.",
    "Ben leads the room too, with Ana.",
  ]);
});

test("and who stepped down", () => {
  assert.deepEqual(told(BOTH, BEN), [
    "You do not lead the room any more; Ben does. You take part like the others.",
    "Ana does not lead the room any more; Ben does.",
    "Ana does not lead the room any more; Ben does.",
  ]);
});

test("another name is no change", () => {
  assert.equal(describeChange(ANA, { a: "Anna" }, "c"), undefined);
  assert.deepEqual(
    leadersOf({ a: { name: "Ana", role: "facilitator" }, b: { name: "Ben", role: "participant" } }),
    ANA,
  );
});
