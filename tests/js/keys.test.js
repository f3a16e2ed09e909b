import assert from "node:assert/strict";
import test from "node:test";
import { endingKeys } from "../../static/js/room/ui/keys.js";

/** What is done at a key, and whether the key goes on to the browser. */
function pressed(
  /** @type {object} */ key,
  /** @type {("onEnter" | "onEscape")[]} */ names = ["onEnter", "onEscape"],
) {
  /** @type {string[]} */
  const done = [];
  const event = {
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    preventDefault: () => done.push("taken"),
    stopPropagation: () => {},
    ...key,
  };
  const actions = Object.fromEntries(names.map((name) => [name, () => done.push(name)]));
  endingKeys(actions)(/** @type {KeyboardEvent} */ (/** @type {unknown} */ (event)));
  return done;
}

test("Enter sends and Escape closes, and the key is taken", () => {
  assert.deepEqual(pressed({ key: "Enter" }), ["taken", "onEnter"]);
  assert.deepEqual(pressed({ key: "Escape" }), ["taken", "onEscape"]);
});

test("Shift and Enter make a new line, and other keys are letters", () => {
  assert.deepEqual(pressed({ key: "Enter", shiftKey: true }), []);
  assert.deepEqual(pressed({ key: "a" }), []);
});

test("a key of the input method is its own, in each browser's order", () => {
  for (const key of ["Enter", "Escape"]) {
    assert.deepEqual(pressed({ key, isComposing: true, keyCode: 229 }), []);
    assert.deepEqual(pressed({ key, keyCode: 229 }), []);
    assert.deepEqual(pressed({ key, isComposing: true }), []);
  }
});

test("a box without an end by Escape lets the dialog around it have the key", () => {
  assert.deepEqual(pressed({ key: "Escape" }, ["onEnter"]), []);
});
