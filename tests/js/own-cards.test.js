import assert from "node:assert/strict";
import test from "node:test";
import { newId } from "../../static/js/shared/ids.js";
import { openOwn } from "../../static/js/room/own-cards.js";
import { openShelf } from "../../static/js/room/seat-storage.js";
import { initials, list } from "../../static/js/room/format.js";
import { memoryStorage } from "./memory-storage.js";

test("this browser knows its cards and their keys again after a reload", () => {
  const storage = memoryStorage();
  openOwn(openShelf("m:s:", storage), () => {}).put("card", { key: "secret", column: "driver", text: "One" });
  const own = openOwn(openShelf("m:s:", storage), () => {});
  own.put("card", { text: "Two" });
  assert.deepEqual(own.all(), { card: { key: "secret", column: "driver", text: "Two", pos: 0 } });
});

test("a card that was deleted is forgotten", () => {
  const own = openOwn(openShelf("", memoryStorage()), () => {});
  own.put("card", { key: "secret" });
  own.drop("card");
  assert.deepEqual(own.all(), {});
});

test("ids are 22 characters of base64url and never the same", () => {
  const ids = new Set(Array.from({ length: 500 }, newId));
  assert.equal(ids.size, 500);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{22}$/);
});

test("names read as one would say them", () => {
  assert.equal(list(["Noor", "Teun", "Abela"]), "Noor, Teun and Abela");
  assert.equal(list(["Noor"]), "Noor");
  assert.deepEqual(["Noor", "Ana Maria Lopez", "李小龍", "x"].map(initials), ["No", "AL", "李小", "x"]);
});
