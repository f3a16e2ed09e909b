import assert from "node:assert/strict";
import test from "node:test";
import { openOwnCards } from "../../static/js/room/own-cards.js";
import { openSeatStorage } from "../../static/js/room/seat-storage.js";
import { memoryStorage } from "./memory-storage.js";

test("this browser knows its cards and their keys again after a reload", () => {
  const storage = memoryStorage();
  openOwnCards(openSeatStorage("m:s:", storage), () => {}).put("card", {
    key: "secret",
    column: "driver",
    text: "One",
  });
  const own = openOwnCards(openSeatStorage("m:s:", storage), () => {});
  own.put("card", { text: "Two" });
  assert.deepEqual(own.all(), { card: { key: "secret", column: "driver", text: "Two", pos: 0 } });
});

test("a card that was deleted is forgotten", () => {
  const own = openOwnCards(openSeatStorage("", memoryStorage()), () => {});
  own.put("card", { key: "secret" });
  own.remove("card");
  assert.deepEqual(own.all(), {});
});
