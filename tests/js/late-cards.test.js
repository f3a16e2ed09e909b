import assert from "node:assert/strict";
import test from "node:test";
import { isChangedLater, isLateCard, waitingIds } from "../../static/js/room/late-cards.js";

/** A room in one stage. @returns {any} */
const roomIn = (/** @type {string} */ kind, secrecy = "anonymous") => ({
  meeting: { secrecy },
  clock: { stage: "now" },
  stages: { now: { kind } },
});
const card = { id: "a", name: "add_card", data: {}, forReveal: true };

test("a card for the reveal is late once the others see theirs", () => {
  assert.equal(isLateCard(card, roomIn("reflect")), false);
  assert.equal(isLateCard(card, roomIn("group")), true);
});

test("a card that the others see came in time: only its answer got lost", () => {
  const shown = { ...roomIn("group"), cards: { one: {} } };
  assert.equal(isLateCard({ ...card, data: { card: "one" } }, shown), false);
  assert.equal(isLateCard({ ...card, data: { card: "two" } }, shown), true);
});

test("where writers are named nobody is asked", () => {
  assert.equal(isLateCard(card, roomIn("group", "named")), false);
});

test("a card that was written after the reveal is sent without a question", () => {
  assert.equal(isLateCard({ ...card, forReveal: false }, roomIn("group")), false);
});

test("my words wait while they are neither shown nor on their way", () => {
  const own = { a: card, b: card, c: card };
  const isPending = (/** @type {string} */ id) => id === "b";
  assert.deepEqual(waitingIds(/** @type {any} */ (own), { a: {} }, isPending), ["c"]);
});

test("a text that the server tidied is not a later one", () => {
  assert.equal(isChangedLater({ text: " The alarm\n was off\u200b" }, "The alarm\nwas off"), false);
  assert.equal(isChangedLater({ text: "Jose\u0301" }, "José"), false);
  assert.equal(isChangedLater({ text: "The alarm was muted" }, "The alarm was off"), true);
  assert.equal(isChangedLater(undefined, "x"), false);
});
