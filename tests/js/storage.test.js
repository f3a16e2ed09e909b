import assert from "node:assert/strict";
import test from "node:test";
import { openSeatStorage } from "../../static/js/room/seat-storage.js";
import { readItem, removeItem, writeItem } from "../../static/js/shared/storage.js";
import { memoryStorage } from "./memory-storage.js";

const forbidden = /** @type {Storage} */ (
  new Proxy(
    {},
    {
      get() {
        throw new Error("SecurityError");
      },
    },
  )
);

test("what is written can be read and removed", () => {
  const storage = memoryStorage();
  assert.equal(writeItem("draft:a", "text", storage), true);
  assert.equal(readItem("draft:a", storage), "text");
  removeItem("draft:a", storage);
  assert.equal(readItem("draft:a", storage), null);
});

test("a storage that refuses everything throws nothing", () => {
  assert.equal(writeItem("a", "text", forbidden), false);
  assert.equal(readItem("a", forbidden), null);
  removeItem("a", forbidden);
});

test("a seat's words are kept in memory when the storage is full", () => {
  const storage = memoryStorage();
  storage.fill();
  const seat = openSeatStorage("m:s:", storage);
  seat.set("drafts", { ask: { text: "Why?" } });
  assert.deepEqual(seat.get("drafts", {}), { ask: { text: "Why?" } });
  seat.remove("drafts");
  assert.deepEqual(seat.get("drafts", {}), {});
});
