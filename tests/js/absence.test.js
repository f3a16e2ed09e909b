import assert from "node:assert/strict";
import test from "node:test";
import { absenceSentence, isFading } from "../../static/js/room/absence.js";

const GONE_AT = 1_000_000;
const gone = (name, more = {}) => ({ name, role: "participant", here: false, gone_at: GONE_AT, ...more });
const said = (seats, seconds) => absenceSentence(seats, GONE_AT + seconds * 1000);

test("a lost connection is said after a moment, and for a while", () => {
  const seats = { a: { name: "Ana", role: "facilitator", here: true }, b: gone("Ben") };
  assert.equal(said(seats, 2), "");
  assert.equal(said(seats, 5), "Ben lost the connection.");
  assert.equal(said(seats, 31), "");
});

test("of a facilitator it is said, too, that they lead", () => {
  assert.equal(
    said({ a: gone("Ana", { role: "facilitator" }) }, 5),
    "Ana, who facilitates, lost the connection.",
  );
});

test("several are one line, and many a number", () => {
  assert.equal(said({ b: gone("Ben"), c: gone("Cleo") }, 5), "Ben and Cleo lost the connection.");
  const all = Object.fromEntries(["Ana", "Ben", "Cleo", "Dan"].map((name) => [name, gone(name)]));
  assert.equal(said(all, 5), "4 people lost the connection.");
});

test("who never came, or is back, does not fade", () => {
  assert.equal(isFading(gone("Ben"), GONE_AT + 60_000), true);
  assert.equal(isFading(gone("Ben"), GONE_AT + 3_600_000), false);
  assert.equal(isFading({ name: "Ben", role: "participant", here: true }, GONE_AT), false);
  assert.equal(isFading({ name: "Ben", role: "participant", here: false }, GONE_AT), false);
});
