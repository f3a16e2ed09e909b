import assert from "node:assert/strict";
import test from "node:test";
import { lateSentence, openLateAnswers } from "../../static/js/room/late-answers.js";
import { openSeatStorage } from "../../static/js/room/seat-storage.js";
import { fromAnotherTab, memoryStorage } from "./memory-storage.js";

const THEMES = { a: { name: "Alarms" }, s: { name: "Sleep" } };
let votes = 0;
const vote = (theme, name = "cast_vote") => ({ id: String(++votes), name, data: { theme } });

test("late votes are told by theme, and those taken back too", () => {
  assert.equal(
    lateSentence([vote("a"), vote("a"), vote("s")], THEMES),
    "The votes were counted before yours came. Not in the count: 2 votes on “Alarms” and 1 vote on “Sleep”.",
  );
  assert.match(lateSentence([vote("s", "take_back_vote")], THEMES), /^Still in the count.*“Sleep”\.$/);
  assert.match(lateSentence([vote("gone")], THEMES), /1 vote on a theme that is gone/);
  assert.match(
    lateSentence([{ id: "s", name: "answer_safety", data: { score: 2 } }], THEMES),
    /^Your answer to the safety/,
  );
});

test("a late vote that was taken back late is no matter", () => {
  assert.equal(lateSentence([vote("a"), vote("a", "take_back_vote")], THEMES), "");
  const left = lateSentence([vote("a"), vote("s", "take_back_vote"), vote("a"), vote("s")], THEMES);
  assert.match(left, /^The votes .*: 2 votes on “Alarms”\.$/);
});

test("after an answer that is counted, the late one to the same poll is past; late votes are not", () => {
  const storage = openSeatStorage("seat:", memoryStorage());
  /** @type {string[]} */
  let seen = [];
  const late = openLateAnswers(storage, (answers) => {
    seen = answers.map(({ name }) => name);
  });
  late.add(vote("a"), "poll_closed");
  late.add({ id: "s", name: "answer_safety", data: { score: 2 } }, "poll_closed");
  late.answered("cast_vote");
  late.answered("thumb");
  assert.deepEqual(seen, ["cast_vote", "answer_safety"]);
  late.answered("answer_safety");
  assert.deepEqual(seen, ["cast_vote"]);
});

test("they are kept over a reload, until they are read", () => {
  const storage = openSeatStorage("seat:", memoryStorage());
  /** @type {import("../../static/js/room/late-answers.js").LateAnswer[]} */
  let seen = [];
  const open = () =>
    openLateAnswers(storage, (answers) => {
      seen = answers;
    });
  const late = open();
  assert.equal(late.add(vote("a"), "no_votes_left"), false);
  assert.equal(late.add({ id: "c", name: "close_poll", data: { poll: "vote" } }, "poll_closed"), false);
  assert.equal(late.add(vote("a"), "poll_closed"), true);
  late.add({ id: "t", name: "thumb", data: { answer: "more" } }, "poll_closed");
  open().forget("vote");
  assert.deepEqual(
    seen.map(({ name }) => name),
    ["thumb"],
  );
});

test("two tabs that sent one answer keep it once, and who reads it in one has read it in both", () => {
  const storage = memoryStorage();
  /** @type {string[][]} */
  const seen = [[], []];
  const [here, elsewhere] = seen.map((_, tab) =>
    openLateAnswers(openSeatStorage("seat:", storage), (answers) => {
      seen[tab] = answers.map(({ name }) => name);
    }),
  );
  const late = vote("a");
  here.add(late, "poll_closed");
  fromAnotherTab(storage, "seat:late", () => elsewhere.add(late, "poll_closed"));
  assert.deepEqual(seen, [["cast_vote"], ["cast_vote"]]);
  fromAnotherTab(storage, "seat:late", () => elsewhere.forget("vote"));
  assert.deepEqual(seen, [[], []]);
});
