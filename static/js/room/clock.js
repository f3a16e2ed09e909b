/**
 * @typedef {import("./types").Shared} Shared
 * @typedef {import("./types").Stage} Stage
 */
const SAMPLES = 24;

/**
 * The server's clock as seen from here. Every message carries `now` and arrives a little late, so of the recent
 * samples the largest offset is the one that travelled fastest.
 * @param {() => number} local a clock that never goes backwards, in milliseconds
 */
export function measureClock(local) {
  /** @type {number[]} */
  let samples = [];
  return {
    /** @param {number} serverNow milliseconds since the epoch */
    heard(serverNow) {
      samples = [...samples, serverNow - local()].slice(-SAMPLES);
    },
    /** @returns {number} milliseconds since the epoch, by the server's clock */
    now: () => local() + (samples.length ? Math.max(...samples) : 0),
  };
}

/** Milliseconds since the running account began. @param {Shared} shared @param {number} now */
export const running = (shared, now) =>
  shared.clock.running && shared.clock.since ? Math.max(0, now - shared.clock.since) : 0;

/** Milliseconds spent on a stage. @param {Shared} shared @param {string} id @param {number} now */
export function spent(shared, id, now) {
  const stage = shared.stages[id];
  return (
    (stage.learning_ms ?? 0) +
    (stage.failure_ms ?? 0) +
    (shared.clock.stage === id ? running(shared, now) : 0)
  );
}

/** Milliseconds left of a stage, negative in overtime. @param {Shared} shared @param {string} id @param {number} now */
export function left(shared, id, now) {
  const stage = shared.stages[id];
  return (stage.seconds + (stage.extra_seconds ?? 0)) * 1000 - spent(shared, id, now);
}

/** Milliseconds left of the theme's timebox, or undefined. @param {Shared} shared @param {number} now */
export function themeLeft(shared, now) {
  const theme = shared.themes?.[shared.discuss?.theme ?? ""];
  if (!theme?.seconds) return undefined;
  return theme.seconds * 1000 - (theme.spent_ms ?? 0) - running(shared, now);
}

/**
 * Both accounts at this instant.
 * @param {Shared} shared
 * @param {number} now
 * @returns {{learning: number, failure: number}} ms
 */
export function accounts(shared, now) {
  const { learning_ms: learning, failure_ms: failure } = shared.ledger;
  const more = running(shared, now);
  if (shared.clock.focus === "failure") return { learning, failure: failure + more };
  return { learning: learning + more, failure };
}

/** A length as a clock shows it: 5:18, 1:02:05. @param {number} ms */
export function written(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A countdown: whole seconds still to go, "+" in overtime. @param {number} ms */
export const countdown = (ms) =>
  ms <= -1000 ? `+${written(ms)}` : written(Math.ceil(Math.max(0, ms) / 1000) * 1000);
