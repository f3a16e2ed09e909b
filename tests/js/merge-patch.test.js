import assert from "node:assert/strict";
import test from "node:test";
import { mergePatch } from "../../static/js/room/merge-patch.js";

// Appendix A of RFC 7396: original, patch, result.
const EXAMPLES = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

for (const [original, patch, result] of EXAMPLES) {
  test(`${JSON.stringify(original)} with ${JSON.stringify(patch)}`, () => {
    assert.deepEqual(mergePatch(original, patch), result);
  });
}

test("it leaves the original as it was and shares what did not change", () => {
  const original = { cards: { a: { text: "one" } }, clock: { running: true } };
  const merged = mergePatch(original, { clock: { running: false } });
  assert.deepEqual(original, { cards: { a: { text: "one" } }, clock: { running: true } });
  assert.equal(merged.cards, original.cards);
});
