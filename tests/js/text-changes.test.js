import assert from "node:assert/strict";
import test from "node:test";
import { changesBetween, movedCaret } from "../../static/js/room/text-changes.js";

/** The text before and after a caret at "|", once somebody has made `after` of the rest. */
function merged(/** @type {string} */ marked, /** @type {string} */ after, beginsSelection = false) {
  const caret = movedCaret(
    changesBetween(marked.replace("|", ""), after),
    marked.indexOf("|"),
    beginsSelection,
  );
  return `${after.slice(0, caret)}|${after.slice(caret)}`;
}

const applied = (/** @type {string} */ before, /** @type {string} */ after) =>
  changesBetween(before, after).reduceRight(
    (text, change) => text.slice(0, change.start) + change.text + text.slice(change.end),
    before,
  );

test("the changes make one text of the other, whatever they are", () => {
  const words = ["the", "lift", "stopped", " ", "\n", "", "the lift", "lifted", "🚪🔑", "🚪"];
  let seed = 1;
  const some = () => {
    seed = (seed * 16807) % 2147483647;
    return words[seed % words.length];
  };
  for (let round = 0; round < 500; round += 1) {
    const [before, after] = [0, 1].map(() => Array.from({ length: round % 12 }, some).join(" "));
    assert.equal(applied(before, after), after);
  }
});

test("a caret stays at its words when others write before them, after them, and both", () => {
  assert.equal(merged("The lift| stopped.", "At nine the lift stopped."), "At nine the lift| stopped.");
  assert.equal(merged("The lift| stopped.", "The lift stopped twice."), "The lift| stopped twice.");
  assert.equal(
    merged(
      "The lift stopped. Nobody| came. We called.",
      "At nine the lift stopped. Nobody came. We called twice.",
    ),
    "At nine the lift stopped. Nobody| came. We called twice.",
  );
  assert.equal(merged("One.\nTwo|.\nThree.", "Zero.\nOne.\nTwo.\nFour."), "Zero.\nOne.\nTwo|.\nFour.");
});

test("a caret in a word stays in it when somebody makes the word longer", () => {
  assert.equal(merged("the li|ft", "the chairlift"), "the chairli|ft");
  assert.equal(merged("the li|ft", "the lifts"), "the li|fts");
});

test("what others add right at the caret comes behind it, and into no selection", () => {
  assert.equal(merged("The lift|", "The lift stopped."), "The lift| stopped.");
  assert.equal(merged("We |called.", "We never called."), "We |never called.");
  assert.equal(merged("We |called.", "We never called.", true), "We never |called.");
});

test("a caret in words that are gone stands where they were", () => {
  assert.equal(merged("The old wo|oden lift stopped.", "The lift stopped."), "The |lift stopped.");
});

test("two long texts with nothing in common are one change, at once", () => {
  const [first, second] = ["a ", "b "].map((word) => word.repeat(2000));
  assert.equal(applied(first, second), second);
});
