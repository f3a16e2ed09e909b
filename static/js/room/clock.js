/**
 * Times of the room. All lengths are in milliseconds, and `now` is the server's time in milliseconds since
 * the epoch.
 * @typedef {import("./types").Shared} Shared
 */

const MAX_SAMPLES = 24;

/**
 * Measures how far the server's clock is from this computer's. Each message says the server's time and
 * arrives a little later, so the largest offset of the recent messages comes from the fastest of them, and is
 * the best.
 * @param {() => number} localNow a clock that never goes backwards
 */
export function createServerClock(localNow) {
  /** @type {number[]} */
  let offsets = [];
  return {
    /** @param {number} serverNow as a message said */
    addSample(serverNow) {
      offsets = [...offsets, serverNow - localNow()].slice(-MAX_SAMPLES);
    },
    /** @returns {number} the server's time now */
    now: () => localNow() + (offsets.length ? Math.max(...offsets) : 0),
  };
}

/**
 * @param {Shared} shared
 * @param {number} now
 * @returns {number} the time that is not booked to a stage yet; 0 while the clock stands still
 */
const runningTime = (shared, now) =>
  shared.clock.running && shared.clock.since ? Math.max(0, now - shared.clock.since) : 0;

/**
 * @param {Shared} shared
 * @param {string} id of the stage
 * @param {number} now
 * @returns {number}
 */
export function stageTimeSpent(shared, id, now) {
  const stage = shared.stages[id];
  const booked = (stage.learning_ms ?? 0) + (stage.failure_ms ?? 0);
  return booked + (shared.clock.stage === id ? runningTime(shared, now) : 0);
}

/**
 * @param {Shared} shared
 * @param {string} id of the stage
 * @param {number} now
 * @returns {number} negative in overtime
 */
export function stageTimeLeft(shared, id, now) {
  const stage = shared.stages[id];
  return (stage.seconds + (stage.extra_seconds ?? 0)) * 1000 - stageTimeSpent(shared, id, now);
}

/**
 * @param {Shared} shared
 * @param {number} now
 * @returns {number | undefined} what is left of the theme's timebox, if there is one
 */
export function themeTimeLeft(shared, now) {
  const theme = shared.themes?.[shared.discuss?.theme ?? ""];
  if (!theme?.seconds) return undefined;
  return theme.seconds * 1000 - (theme.spent_ms ?? 0) - runningTime(shared, now);
}

/**
 * The ledger's two sums as they are now, with the time that is not booked yet.
 * @param {Shared} shared
 * @param {number} now
 * @returns {{learning: number, failure: number}}
 */
export function ledgerTotals(shared, now) {
  const { learning_ms: learning, failure_ms: failure } = shared.ledger;
  const unbooked = runningTime(shared, now);
  if (shared.clock.focus === "failure") return { learning, failure: failure + unbooked };
  return { learning: learning + unbooked, failure };
}

/**
 * @param {number} ms
 * @returns {string} "5:18", "1:02:05"
 */
export function formatDuration(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const twoDigits = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const end = twoDigits(seconds % 60);
  return hours ? `${hours}:${twoDigits(minutes)}:${end}` : `${minutes}:${end}`;
}

/**
 * @param {number} ms what is left
 * @returns {string} rounded up to whole seconds; with "+" in overtime
 */
export const formatCountdown = (ms) =>
  ms <= -1000 ? `+${formatDuration(ms)}` : formatDuration(Math.ceil(Math.max(0, ms) / 1000) * 1000);
