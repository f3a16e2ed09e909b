import assert from "node:assert/strict";
import test from "node:test";
import {
  createServerClock,
  formatCountdown,
  formatDuration,
  ledgerTotals,
  stageTimeLeft,
  themeTimeLeft,
} from "../../static/js/room/clock.js";

/** @returns {any} */
const room = (clock = {}, stage = {}) => ({
  clock: { stage: "recount", focus: "failure", running: true, since: 100_000, ...clock },
  stages: {
    recount: {
      kind: "recount",
      seconds: 360,
      extra_seconds: 60,
      learning_ms: 0,
      failure_ms: 30_000,
      ...stage,
    },
  },
  ledger: { learning_ms: 180_000, failure_ms: 30_000 },
});

test("it shows the server's time whatever this computer's own clock says", () => {
  const local = { now: 5_000 };
  const clock = createServerClock(() => local.now);
  clock.addSample(1_700_000_000_000);
  local.now += 2_500;
  assert.equal(clock.now(), 1_700_000_002_500);
});

test("of several messages it believes the one that travelled fastest", () => {
  const local = { now: 0 };
  const clock = createServerClock(() => local.now);
  for (const [at, late] of [
    [1_000, 900],
    [2_000, 40],
    [3_000, 400],
  ]) {
    local.now = at + late;
    clock.addSample(10_000 + at);
  }
  assert.equal(clock.now(), 10_000 + 3_400 - 40);
});

test("it forgets old samples, so that a drifting clock is followed", () => {
  const clock = createServerClock(() => 0);
  clock.addSample(1_000);
  for (let i = 0; i < 30; i += 1) clock.addSample(900);
  assert.equal(clock.now(), 900);
});

test("a stage's time runs from the instant its account began", () => {
  assert.equal(stageTimeLeft(room(), "recount", 110_000), 420_000 - 30_000 - 10_000);
});

test("a pause holds every clock", () => {
  assert.equal(stageTimeLeft(room({ running: false, since: undefined }), "recount", 900_000), 390_000);
});

test("another stage's time does not run", () => {
  assert.equal(stageTimeLeft(room({ stage: "reflect" }), "recount", 900_000), 390_000);
});

test("running time is booked to the focus of the moment", () => {
  assert.deepEqual(ledgerTotals(room(), 104_000), { learning: 180_000, failure: 34_000 });
  assert.deepEqual(ledgerTotals(room({ focus: "learning" }), 104_000), {
    learning: 184_000,
    failure: 30_000,
  });
});

test("a theme's timebox runs with the room", () => {
  const shared = {
    ...room(),
    discuss: { theme: "t", of: 1 },
    themes: { t: { name: "", pos: 0, seconds: 300, spent_ms: 60_000 } },
  };
  assert.equal(themeTimeLeft(shared, 110_000), 230_000);
  assert.equal(themeTimeLeft({ ...shared, discuss: { of: 1 } }, 110_000), undefined);
});

test("a countdown shows whole seconds, then overtime", () => {
  assert.equal(formatCountdown(318_000), "5:18");
  assert.equal(formatCountdown(317_001), "5:18");
  assert.equal(formatCountdown(1), "0:01");
  assert.equal(formatCountdown(-200), "0:00");
  assert.equal(formatCountdown(-65_000), "+1:05");
  assert.equal(formatDuration(3_725_000), "1:02:05");
});
