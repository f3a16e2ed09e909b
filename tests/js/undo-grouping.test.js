import assert from "node:assert/strict";
import { test } from "node:test";
import { isUndisturbed, undoingCommands } from "../../static/js/room/undo-grouping.js";

const board = (cards, themes) => ({
  cards: Object.fromEntries(Object.entries(cards).map(([id, theme]) => [id, theme ? { theme } : {}])),
  themes: Object.fromEntries(Object.entries(themes).map(([id, name]) => [id, { name }])),
});
const moved = { what: "", moves: [{ card: "a", from: "t", fromName: "Nights", to: "u" }] };

test("a moved card goes back to its theme, which is made anew if it has gone", () => {
  assert.deepEqual(undoingCommands(moved, board({ a: "u" }, { t: "Nights", u: "Days" })), [
    { name: "group_card", data: { card: "a", theme: "t" } },
  ]);
  assert.deepEqual(undoingCommands(moved, board({ a: "u" }, { u: "Days" })), [
    { name: "create_theme", data: { theme: "t", name: "Nights", cards: ["a"] } },
  ]);
});

test("a card that was on its own is so again", () => {
  const step = { what: "", moves: [{ card: "a", to: "t" }], made: "t" };
  assert.deepEqual(undoingCommands(step, board({ a: "t" }, { t: "a" })), [
    { name: "ungroup_card", data: { card: "a" } },
  ]);
});

test("a theme that was made by name is dissolved, and one that was dissolved is made", () => {
  assert.deepEqual(undoingCommands({ what: "", moves: [], made: "t" }, board({}, { t: "Nights" })), [
    { name: "dissolve_theme", data: { theme: "t" } },
  ]);
  assert.deepEqual(
    undoingCommands({ what: "", moves: [], gone: { theme: "t", name: "Nights" } }, board({}, {})),
    [{ name: "create_theme", data: { theme: "t", name: "Nights", cards: [] } }],
  );
});

test("a card that was taken out is on its own, also in a theme of its own, until another card joins it", () => {
  const out = { what: "", moves: [{ card: "a", from: "t", fromName: "Nights" }] };
  assert.ok(isUndisturbed(out, board({ a: "", b: "t" }, { t: "Nights" })));
  assert.ok(isUndisturbed(out, board({ a: "own", b: "t" }, { own: "a", t: "Nights" })));
  assert.ok(!isUndisturbed(out, board({ a: "own", b: "own" }, { own: "a" })));
});

test("what somebody changed since is disturbed", () => {
  const made = { what: "", moves: [{ card: "a", to: "t" }], made: "t" };
  const renamed = { what: "", moves: [], renamed: { theme: "t", was: "Nights", name: "Days" } };
  const gone = { what: "", moves: [], gone: { theme: "t", name: "Nights" } };
  const isSo = (step, now) => assert.ok(isUndisturbed(step, now), JSON.stringify([step, now]));
  const isNotSo = (step, now) => assert.ok(!isUndisturbed(step, now), JSON.stringify([step, now]));
  isSo(moved, board({ a: "u" }, { u: "Days" }));
  isNotSo(moved, board({ a: "v" }, { u: "Days", v: "Noon" }));
  isNotSo(moved, board({}, { u: "Days" }));
  isSo(made, board({ a: "t" }, { t: "a" }));
  isNotSo(made, board({ a: "t", b: "t" }, { t: "a" }));
  isSo(renamed, board({}, { t: "Days" }));
  isNotSo(renamed, board({}, { t: "Noon" }));
  isNotSo(renamed, board({}, {}));
  isSo(gone, board({}, {}));
  isNotSo(gone, board({}, { t: "Nights" }));
});
