import assert from "node:assert/strict";
import test from "node:test";
import { wordingHint } from "../../static/js/room/wording.js";

const HINTS = [
  { pattern: "\\bshould(n['’]t)? have\\b", flags: "iu", sentence: "What made it sensible at the time?" },
  { pattern: "\\bfault\\b", flags: "giu", sentence: "What made it easy for anyone?" },
];

test("it gives the first hint that fits", () => {
  assert.equal(
    wordingHint("Teun SHOULD HAVE checked; it was his fault", HINTS),
    "What made it sensible at the time?",
  );
});

test("it says nothing about other words", () => {
  assert.equal(wordingHint("Both hosts look the same at night", HINTS), undefined);
  assert.equal(wordingHint("A default", HINTS), undefined);
});

test("it gives the same answer each time, also for a pattern marked global", () => {
  for (let i = 0; i < 3; i += 1)
    assert.equal(wordingHint("His fault", HINTS), "What made it easy for anyone?");
});

test("a pattern that can't be read is left out", () => {
  assert.equal(
    wordingHint("His fault", [{ pattern: "(", sentence: "never" }, ...HINTS]),
    "What made it easy for anyone?",
  );
});

test("without hints there are none", () => {
  assert.equal(wordingHint("Anything"), undefined);
});
