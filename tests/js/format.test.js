import assert from "node:assert/strict";
import test from "node:test";
import { formatPlanned, initials, joinNames, startOf, whenOf } from "../../static/js/room/format.js";
import { count, longDate, quoted } from "../../static/js/shared/format.js";

test("names read as one would say them", () => {
  assert.equal(joinNames(["Noor", "Teun", "Abela"]), "Noor, Teun and Abela");
  assert.equal(joinNames(["Noor"]), "Noor");
  assert.deepEqual(["Noor", "Ana Maria Lopez", "李小龍", "x"].map(initials), ["No", "AL", "李小", "x"]);
});

test("the start of a text ends before or after an emoji, not in it", () => {
  assert.equal(startOf(`${"x".repeat(39)}🙂🙂`), `${"x".repeat(39)}🙂`);
});

test("a number comes with its word in the singular or the plural", () => {
  assert.equal(count(1, "card"), "1 card");
  assert.equal(count(0, "entry", "entries"), "0 entries");
});

test("a planned time is told in minutes and seconds, as on the server", () => {
  assert.deepEqual([120, 90, 45, 0].map(formatPlanned), ["2 min", "1 min 30 s", "45 s", "0 s"]);
});

test("a day is the same day in every time zone", () => {
  assert.equal(longDate("2017-01-31"), "31 January 2017");
});

test("a step is due by a day, and an experiment is looked at again on one", () => {
  assert.equal(whenOf({ kind: "step", due: "2017-01-31" }), "by 31 January 2017");
  assert.equal(whenOf({ kind: "experiment", due: "2017-01-31" }), "look again on 31 January 2017");
  assert.equal(whenOf({ kind: "step", due: "" }), "");
});

test("what begins with a quotation mark gets no second one", () => {
  assert.equal(quoted("I will ask."), "“I will ask.”");
  assert.equal(quoted("“I will ask”, said Mo."), "“I will ask”, said Mo.");
});
