import assert from "node:assert/strict";
import test from "node:test";
import { begunSentences, nextTimeOf, sentenceOf } from "../../static/js/room/learning-sentence.js";

/** @param {Record<string, string>} texts by box */
const begun = (texts) => begunSentences("new", (name) => texts[name] ?? "");

test("three parts make one sentence", () => {
  assert.equal(
    sentenceOf(["it held;", "it broke", "try it. "]),
    "We believed it held; we saw it broke; so next time we try it.",
  );
});

test("a free text and the parts of the next sentence are told and forgotten each for itself", () => {
  const [free, parts] = begun({ new: "Ask aloud.", "new:0": "it held", "new:2": "try it" });
  assert.deepEqual(free, { boxes: ["new"], text: "Ask aloud.", isWhole: true });
  assert.deepEqual(parts, {
    boxes: ["new:0", "new:1", "new:2"],
    text: "We believed it held; so next time we try it",
    isWhole: false,
  });
});

test("parts that are all there can be sent, also beside an empty free box", () => {
  const [free, parts] = begun({ new: "", "new:0": "a", "new:1": "b", "new:2": "c" });
  assert.deepEqual([free.isWhole, parts.isWhole], [false, true]);
  assert.equal(parts.text, "We believed a; we saw b; so next time we c.");
});

test("what a learning says of the next time is what a step begins with", () => {
  const said = (/** @type {string} */ text) => nextTimeOf(text);
  assert.deepEqual(said(sentenceOf(["a", "b", "count restores"])), { words: "count restores", isOurs: true });
  const free = "No mail meant no error; so next time silence raises the alarm.";
  assert.deepEqual(said(free), { words: "silence raises the alarm", isOurs: false });
  assert.deepEqual(said("حسبنا أن الكتابة علنًا تكلّفنا."), {
    words: "حسبنا أن الكتابة علنًا تكلّفنا",
    isOurs: false,
  });
});
