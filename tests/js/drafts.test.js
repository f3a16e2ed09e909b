import assert from "node:assert/strict";
import test from "node:test";
import { openDrafts } from "../../static/js/room/drafts.js";
import { openSeatStorage } from "../../static/js/room/seat-storage.js";
import { fromAnotherTab, memoryStorage } from "./memory-storage.js";

const opened = (storage = memoryStorage()) => ({
  storage,
  drafts: openDrafts(openSeatStorage("m:s:", storage)),
});

test("what stands in a box is there after a reload", () => {
  const { storage, drafts } = opened();
  drafts.write("add:driver", "Half a sen");
  assert.deepEqual(opened(storage).drafts.read("add:driver"), { text: "Half a sen" });
});

test("a shared text keeps what the edit started from", () => {
  const { storage, drafts } = opened();
  drafts.write("recount:impact", "18 hours", "17 hours");
  assert.deepEqual(opened(storage).drafts.read("recount:impact"), { text: "18 hours", was: "17 hours" });
});

test("an emptied box keeps nothing", () => {
  const { drafts } = opened();
  drafts.write("ask", "What");
  drafts.write("ask", "");
  assert.equal(drafts.read("ask"), undefined);
});

test("refused words come back before what was typed since", () => {
  const { drafts } = opened();
  drafts.write("park", "A new point");
  drafts.restore("park", "The refused point");
  assert.deepEqual(drafts.read("park"), { text: "The refused point\nA new point" });
});

test("several refused texts come back in their order", () => {
  const { drafts } = opened();
  for (const text of ["One", "Two", "Three"]) drafts.restore("park", text);
  assert.deepEqual(drafts.read("park"), { text: "One\nTwo\nThree" });
  drafts.write("park", "One\nTwo\nThree\nFour");
  drafts.restore("park", "Three and a half");
  assert.deepEqual(drafts.read("park"), { text: "One\nTwo\nThree\nThree and a half\nFour" });
});

test("refused words come back once, whoever gives them back twice", () => {
  const { drafts } = opened();
  drafts.restore("park", "A point");
  drafts.restore("park", "A point");
  assert.deepEqual(drafts.read("park"), { text: "A point" });
});

test("a shared text that was refused starts again from what it started from", () => {
  const { drafts } = opened();
  drafts.write("recount:impact", "18 hours, and more", "18 hours");
  drafts.restore("recount:impact", "18 hours", "17 hours");
  assert.deepEqual(drafts.read("recount:impact"), { text: "18 hours, and more", was: "17 hours" });
});

test("what another tab writes stays stored, and replaces nothing here", () => {
  const { storage, drafts } = opened();
  drafts.write("park", "Written here");
  const { drafts: elsewhere } = opened(storage);
  elsewhere.write("park", "Written there");
  elsewhere.write("ask", "Asked there");
  drafts.write("timeline", "9:40");
  assert.deepEqual(drafts.read("park"), { text: "Written here" });
  assert.deepEqual(opened(storage).drafts.read("ask"), { text: "Asked there" });
});

test("what was sent in another tab is gone here too, unless other words stand here", () => {
  const { storage, drafts: elsewhere } = opened();
  elsewhere.write("park", "Who pays?");
  elsewhere.write("ask", "Why");
  elsewhere.write("timeline", "9:4");
  const { drafts } = opened(storage);
  drafts.write("ask", "Why then?");
  elsewhere.write("timeline", "9:40");
  for (const box of ["park", "ask", "timeline"])
    fromAnotherTab(storage, "m:s:drafts", () => {
      elsewhere.clear(box);
    });
  assert.deepEqual([drafts.read("park"), drafts.read("timeline")], [undefined, undefined]);
  assert.deepEqual(drafts.read("ask"), { text: "Why then?" });
  assert.deepEqual(opened(storage).drafts.read("ask"), { text: "Why then?" });
});

test("what was typed over in another tab, and sent there, stays here", () => {
  const { storage, drafts } = opened();
  const { drafts: elsewhere } = opened(storage);
  drafts.write("ask", "Mine");
  const change = (/** @type {() => void} */ act) => fromAnotherTab(storage, "m:s:drafts", act);
  change(() => elsewhere.write("ask", "Yours"));
  change(() => elsewhere.clear("ask"));
  assert.deepEqual(drafts.read("ask"), { text: "Mine" });
});

test("two seats in one browser keep their own", () => {
  const storage = memoryStorage();
  openDrafts(openSeatStorage("m:one:", storage)).write("ask", "Mine");
  assert.equal(openDrafts(openSeatStorage("m:two:", storage)).read("ask"), undefined);
});
