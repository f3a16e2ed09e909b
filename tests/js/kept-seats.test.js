import assert from "node:assert/strict";
import test from "node:test";
import { forgetWhatIsOver } from "../../static/js/pages/kept-seats.js";
import { seatPrefix } from "../../static/js/shared/kept-seats.js";
import { asLocalStorage } from "./memory-storage.js";

const MEETING = "m".repeat(22);
const [REMOVED, MOVED, HERE] = ["r", "o", "h"].map((letter) => letter.repeat(22));

/** A browser with three seats in a meeting, and the server's answer about them. */
function browser() {
  const storage = asLocalStorage();
  const outbox = JSON.stringify([{ name: "park", data: {}, box: "park", text: "Later" }]);
  for (const seat of [REMOVED, MOVED, HERE]) {
    storage[`${seatPrefix(MEETING, seat)}own`] = "{}";
    storage[`${seatPrefix(MEETING, seat)}outbox`] = outbox;
  }
  Object.defineProperty(globalThis, "sessionStorage", { value: {}, configurable: true });
  globalThis.fetch = async () => Response.json({ over: [REMOVED], away: [MOVED], closed: [] });
  return storage;
}

const visits = async (cookie = "") =>
  (await forgetWhatIsOver(/** @type {Document} */ ({ cookie }))).map(({ seat }) => seat);

test("words in a seat that moved to another browser are told, and it keeps all it has", async () => {
  const storage = browser();
  const before = { ...storage };
  assert.deepEqual(await visits(), [REMOVED, MOVED]);
  for (const part of ["own", "outbox"]) {
    const name = seatPrefix(MEETING, MOVED) + part;
    assert.equal(storage[name], before[name]);
  }
  assert.equal(storage[`${seatPrefix(MEETING, REMOVED)}own`], undefined);
});

test("after a sign-out nothing is told of them", async () => {
  const storage = browser();
  assert.deepEqual(await visits("signed_out=yes"), []);
  assert.ok(Object.keys(storage).every((name) => name.startsWith(seatPrefix(MEETING, HERE))));
});
