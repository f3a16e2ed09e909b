import assert from "node:assert/strict";
import test from "node:test";
import { wordingHint } from "../../static/js/room/wording.js";

const SENSIBLE = "What made it sensible at the time?";
const EASY = "What made it easy for anyone?";
const SEEN = "What did they see?";
const rule = (pattern, sentence, more = {}) => ({ field: "words", flags: "iu", pattern, sentence, ...more });
const HINTS = [
  rule("\\bshould(n't)? have\\b", SENSIBLE),
  rule("\\bfault\\b", EASY, { unless: "\\bnot (his|{name}'s) fault\\b" }),
  rule("{name} was careless", SEEN, { flags: "u" }),
];
const hintOn = (text, names = ["Ben", "olga", "José María", "小明", "C++ (guest)", "$& Co"]) =>
  wordingHint("words", [text], HINTS, names);

test("it gives the first hint that fits", () => {
  assert.equal(hintOn("Teun SHOULD HAVE checked; it was his fault"), SENSIBLE);
});

test("it says nothing about other words", () => {
  assert.equal(hintOn("Both hosts look the same at night"), undefined);
  assert.equal(hintOn("A default"), undefined);
});

test("it says nothing when what makes it harmless is there too", () => {
  assert.equal(hintOn("It was not his fault"), undefined);
  assert.equal(hintOn("It was not Ben’s fault"), undefined);
});

test("it reads apostrophes and blanks of all kinds alike", () => {
  assert.equal(hintOn("They shouldn’t\n have"), SENSIBLE);
});

test("it knows people by their whole name or the first one, in any script", () => {
  for (const name of ["Ben", "Olga", "José María", "José", "小明", "C++ (guest)", "$& Co"])
    assert.equal(hintOn(`I think ${name} was careless`), SEEN, name);
  assert.equal(hintOn("Jose\u0301 was careless"), SEEN);
});

test("it takes no part of a word, and no small word, for a name", () => {
  for (const word of ["Ruben", "Benny", "Ben-Gurion", "ben", "Josés"])
    assert.equal(hintOn(`I think ${word} was careless`), undefined, word);
});

test("without names nobody is meant", () => {
  assert.equal(hintOn(" was careless", []), undefined);
});

test("it looks only where a rule belongs", () => {
  assert.equal(wordingHint("action", ["His fault"], HINTS), undefined);
});

test("lines stay lines", () => {
  const hints = [rule("^a b\n\n$", "An empty line", { field: "signal" })];
  assert.equal(wordingHint("signal", [" a\nb ", "", " "], hints), "An empty line");
});

test("a pattern that can't be read is left out", () => {
  assert.equal(wordingHint("words", ["His fault"], [rule("(", "never"), ...HINTS]), EASY);
});

test("without hints there are none", () => {
  assert.equal(wordingHint("words", ["His fault"]), undefined);
});
