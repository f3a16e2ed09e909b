import assert from "node:assert/strict";
import test from "node:test";
import { openOutbox } from "../../static/js/room/outbox.js";
import { pauseAfter } from "../../static/js/room/retries.js";
import { openSeatStorage } from "../../static/js/room/seat-storage.js";
import { memoryStorage } from "./memory-storage.js";

/** A server that can be away, lose answers and refuse; and the outbox that speaks to it. */
function room(storage = memoryStorage(), isHeld = (/** @type {any} */ _command) => false) {
  const server = {
    away: false,
    mute: false,
    refuse: "",
    /** What it answers first, before it can do anything. */
    troubles: /** @type {string[]} */ ([]),
    got: /** @type {string[]} */ ([]),
    done: new Set(),
  };
  const delays = /** @type {boolean[]} */ ([]);
  const answers = /** @type {any[]} */ ([]);
  const clock = { now: 1000 };
  const outbox = openOutbox({
    storage: openSeatStorage("m:s:", storage),
    isConnected: () => !server.away,
    isHeld,
    now: () => clock.now,
    onAnswer: (command, answer) => answers.push([command.id, answer]),
    onDelay: (isDelayed) => delays.push(isDelayed),
    pause: () => 1,
    async transmit({ id, name }) {
      server.got.push(id);
      const trouble = server.troubles.shift();
      if (trouble) return { ok: false, code: trouble, message: "Not now." };
      server.done.add(id);
      if (server.mute) {
        server.away = true;
        throw new Error("no answer");
      }
      return name === server.refuse
        ? { ok: false, code: "not_found", message: "That card is not there any more." }
        : { ok: true, seq: server.done.size };
    },
  });
  return { server, answers, delays, outbox, storage, clock };
}
const command = (/** @type {string} */ id, more = {}) => ({
  id,
  name: "add_card",
  data: { text: id },
  ...more,
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("it sends in the order in which things were done, one at a time", async () => {
  const { server, outbox } = room();
  for (const id of ["a", "b", "c"]) outbox.add(command(id));
  await settled();
  assert.deepEqual(server.got, ["a", "b", "c"]);
  assert.deepEqual(outbox.pending(), []);
});

test("it keeps what is written without a connection, across a reload, and sends it afterwards in order", async () => {
  const before = room();
  before.server.away = true;
  before.outbox.add(command("a"));
  before.outbox.add(command("b"));
  await settled();
  const after = room(before.storage);
  assert.deepEqual(
    after.outbox.pending().map(({ id }) => id),
    ["a", "b"],
  );
  await after.outbox.flush();
  assert.deepEqual(after.server.got, ["a", "b"]);
});

test("an answer that was lost makes it send the same id again", async () => {
  const { server, outbox, answers } = room();
  server.mute = true;
  outbox.add(command("a"));
  await settled();
  Object.assign(server, { mute: false, away: false });
  await outbox.flush();
  assert.deepEqual(server.got, ["a", "a"]);
  assert.equal(server.done.size, 1);
  assert.deepEqual(answers, [["a", { ok: true, seq: 1 }]]);
});

test("a refused command leaves the outbox with its words, and the next one is sent", async () => {
  const { server, outbox, answers } = room();
  server.refuse = "edit_card";
  const answer = outbox.add(command("a", { name: "edit_card", box: "card:1", text: "mine" }));
  outbox.add(command("b"));
  assert.equal((await answer).ok, false);
  await settled();
  assert.deepEqual(server.got, ["a", "b"]);
  assert.equal(answers[0][1].message, "That card is not there any more.");
});

test("what could not be saved is sent with the same id until it is, and then what came after it", async () => {
  const { server, outbox, answers, delays } = room();
  server.troubles = ["unavailable", "busy", "too_fast", "unavailable", "internal", "internal"];
  await Promise.all([outbox.add(command("a")), outbox.add(command("b"))]);
  assert.deepEqual(server.got, ["a", "a", "a", "a", "a", "a", "a", "b"]);
  assert.deepEqual(
    answers.map(([id, answer]) => [id, answer.ok]),
    [
      ["a", true],
      ["b", true],
    ],
  );
  assert.ok(delays.includes(true), "the person hears that it waits");
  assert.equal(delays.at(-1), false);
});

test("a mistake of the server that stays is told after four times", async () => {
  const { server, outbox } = room();
  server.troubles = Array(9).fill("internal");
  const answer = await outbox.add(command("a"));
  assert.deepEqual([answer.ok, server.got.length], [false, 4]);
});

test("what is written while the server cannot save starts no second row of attempts", async () => {
  const { server, outbox } = room();
  server.troubles = Array(3).fill("unavailable");
  const first = outbox.add(command("a"));
  await Promise.resolve();
  for (const id of ["b", "c", "d"]) outbox.add(command(id));
  await first;
  await settled();
  assert.deepEqual(server.got, ["a", "a", "a", "a", "b", "c", "d"]);
});

test("the pauses grow, have an end, and differ", () => {
  const pauses = [1, 2, 3, 12].map((failures) => pauseAfter(failures, () => 0.5));
  assert.deepEqual(pauses, [500, 1000, 2000, 15_000]);
  assert.notEqual(
    pauseAfter(1, () => 0),
    pauseAfter(1, () => 1),
  );
});

test("what is only right now is not done when the connection comes back late", async () => {
  const { server, outbox, clock } = room();
  server.away = true;
  const answer = outbox.add(command("a", { name: "next_stage", until: 5000 }));
  clock.now = 6000;
  server.away = false;
  await outbox.flush();
  assert.deepEqual(server.got, []);
  assert.equal((await answer).ok, false);
});

test("it works on when the browser's storage is full", async () => {
  const storage = memoryStorage();
  storage.fill();
  const { server, outbox } = room(storage);
  server.away = true;
  outbox.add(command("a"));
  assert.equal(outbox.pending().length, 1);
  server.away = false;
  await outbox.flush();
  assert.deepEqual(server.got, ["a"]);
});

test("a held command waits for its writer, with what follows about the same card, and nothing else does", async () => {
  const { server, outbox } = room(memoryStorage(), ({ forReveal }) => Boolean(forReveal));
  server.away = true;
  outbox.add(command("a", { forReveal: true, data: { card: "1" } }));
  outbox.add(command("b", { data: { card: "1" } }));
  outbox.add(command("c", { data: { card: "2" } }));
  server.away = false;
  await outbox.flush();
  assert.deepEqual(server.got, ["c"]);
  outbox.change("a", { forReveal: false });
  await outbox.flush();
  assert.deepEqual(server.got, ["c", "a", "b"]);
});

test("what is kept to oneself is never sent", async () => {
  const { server, outbox, storage } = room(memoryStorage(), () => true);
  outbox.add(command("a", { data: { card: "1" } }));
  outbox.drop("1");
  await outbox.flush();
  assert.deepEqual([server.got, outbox.pending(), room(storage).outbox.pending()], [[], [], []]);
});

test("of what was sent without an answer nobody says that it was not done", async () => {
  const { server, outbox, answers, clock } = room();
  server.mute = true;
  outbox.add(command("a", { until: 2000 }));
  await settled();
  Object.assign(server, { mute: false, away: false });
  clock.now = 3000;
  await outbox.flush();
  assert.match(answers[0][1].message, /^Nobody knows/);
});
