import assert from "node:assert/strict";
import test from "node:test";
import { saysTheSame, withBlanksOf } from "../../static/js/shared/same-words.js";

test("blanks at the ends, and what cannot be stored, say nothing", () => {
  assert.ok(saysTheSame("the lift \n", "the lift"));
  assert.ok(saysTheSame("Jose\u0301", "José"));
  assert.ok(saysTheSame("the\u0000 lift", "the lift"));
  assert.ok(!saysTheSame("\u{1f469}\u{1f680}", "\u{1f469}\u200d\u{1f680}"));
  assert.ok(!saysTheSame("the lift", "the  lift"));
  assert.ok(!saysTheSame("one\ntwo", "one two"));
});

test("the blanks that the writer has just typed stay around what others wrote", () => {
  assert.equal(withBlanksOf(" the lift \n", "the lift"), " the lift \n");
  assert.equal(withBlanksOf(" the lift \n", "The old lift"), " The old lift \n");
  assert.equal(withBlanksOf("  ", "Theirs"), "Theirs  ");
  assert.equal(withBlanksOf("", ""), "");
});
