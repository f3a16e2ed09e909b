import assert from "node:assert/strict";
import test from "node:test";
import { forgetSeat, keptSeats, seatPrefix } from "../../static/js/shared/kept-seats.js";
import {
  emptyOutbox,
  forgetAllWords,
  forgetWords,
  isUnsent,
  unsentWords,
} from "../../static/js/shared/unsent-words.js";
import { asLocalStorage } from "./memory-storage.js";

const kept = { meeting: "m".repeat(22), seat: "s".repeat(22) };
const prefix = seatPrefix(kept.meeting, kept.seat);

/** @param {Record<string, any>} items by the part's name */
function keep(items) {
  const stored = Object.fromEntries(
    Object.entries(items).map(([name, value]) => [prefix + name, JSON.stringify(value)]),
  );
  return asLocalStorage(stored);
}

test("what was typed and not sent is told, what is unchanged is not", () => {
  keep({
    drafts: {
      "add:driver": { text: "Two hosts" },
      "card:a": { text: "same", was: "same" },
      "recount:impact": { text: "18 hours \n", was: "18 hours" },
      park: { text: " " },
      "learning-new:t:0": { text: "the job was proof" },
      "learning-new:t:2": { text: "count restores" },
      "new-step": { text: '{"what":"Ask earlier","owner":"Ben"}' },
    },
  });
  assert.deepEqual(unsentWords(kept), [
    { box: "add:driver", text: "Two hosts" },
    { box: "learning-new:t", text: "We believed the job was proof; so next time we count restores" },
    { box: "new-step", text: "Ask earlier; Ben" },
  ]);
});

test("what waited for an answer is told beside what was typed since", () => {
  keep({
    drafts: { park: { text: "later" } },
    outbox: [
      { id: "1", name: "park", data: { item: "x", text: "first" }, box: "park", text: "first" },
      { id: "2", name: "raise_hand", data: {} },
    ],
  });
  emptyOutbox(kept);
  assert.deepEqual(unsentWords(kept), [{ box: "park", text: "first\nlater" }]);
});

test("a shared text that never arrived is told whole and once, with what was typed since", () => {
  const save = (/** @type {string} */ was, /** @type {string} */ text, box = "recount:impact") => ({
    ...{ name: "edit_recount", data: { was, text }, box, text },
  });
  keep({
    drafts: {
      statement: { text: "I rushed it", was: "I rushed it" },
      "recount:impact": { text: "18 hours, then 2 days", was: "18 hours, then" },
    },
    outbox: [
      save("", "18 hours"),
      save("18 hours", "18 hours, then"),
      save("I rushed", "I rushed it", "statement"),
    ],
  });
  emptyOutbox(kept);
  emptyOutbox(kept);
  assert.deepEqual(unsentWords(kept), [
    { box: "statement", text: "I rushed it" },
    { box: "recount:impact", text: "18 hours, then 2 days" },
  ]);
});

test("a step that waited is told beside the next one that was begun", () => {
  const text = JSON.stringify({ what: "Ask earlier\nand aloud", owner: "Ben" });
  keep({
    drafts: {
      "new-step": { text: JSON.stringify({ what: "Count restores" }) },
      "review:1:dropped": { text: JSON.stringify({ why: "Nobody needs it" }) },
    },
    outbox: [{ name: "add_step", data: {}, box: "new-step", text }],
  });
  emptyOutbox(kept);
  assert.deepEqual(unsentWords(kept), [
    { box: "new-step", text: "Ask earlier\nand aloud; Ben\nCount restores" },
    { box: "review:1:dropped", text: "Nobody needs it" },
  ]);
});

test("words that wait for a connection are told, and let go one by one", () => {
  const storage = keep({
    own: { card: { key: "secret" } },
    outbox: [
      { name: "park", data: { text: "first" }, box: "park", text: "first" },
      { name: "ask", data: { text: "Why?" }, box: "ask", text: "Why?" },
    ],
  });
  assert.deepEqual(
    unsentWords(kept)
      .map(({ box }) => box)
      .sort(),
    ["ask", "park"],
  );
  assert.equal(storage[`${prefix}drafts`], undefined);
  forgetWords(kept, "ask");
  assert.deepEqual(unsentWords(kept), [{ box: "park", text: "first" }]);
  forgetAllWords(kept);
  assert.deepEqual(Object.keys(storage), [`${prefix}own`]);
});

test("a draft that only a blank parts from what it started from is sent", () => {
  assert.deepEqual([{ text: "18 hours ", was: "18 hours" }, { text: " " }, { text: "18" }].map(isUnsent), [
    false,
    false,
    true,
  ]);
});

test("words that are dealt with are forgotten with all their parts", () => {
  keep({
    drafts: { "learning-new:t:0": { text: "a" }, "learning-new:t:1": { text: "b" }, ask: { text: "c" } },
  });
  forgetWords(kept, "learning-new:t");
  assert.deepEqual(unsentWords(kept), [{ box: "ask", text: "c" }]);
});

test("a seat is forgotten whole, and nothing else", () => {
  const storage = keep({ own: {}, drafts: {}, late: [] });
  storage.setItem("facilitator:chime", "on");
  assert.deepEqual(keptSeats(), [kept]);
  forgetSeat(kept);
  assert.deepEqual(Object.keys(storage), ["facilitator:chime"]);
});

test("answers to polls that came after the close are told, each once", () => {
  keep({
    outbox: [{ name: "answer_roti", data: { score: 4 } }],
    late: [
      { name: "cast_vote", data: { theme: "a" } },
      { name: "cast_vote", data: { theme: "b" } },
    ],
  });
  emptyOutbox(kept);
  emptyOutbox(kept);
  assert.deepEqual(
    unsentWords(kept).map(({ text }) => text),
    ["Your answer on the return on time is not counted.", "Your last votes are not counted."],
  );
});
