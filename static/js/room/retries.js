/** Which answers are no last word, and when to ask again. docs/wire.md says so to all clients. */

/** The database is held or away, or this seat was too fast: the command is sent until it is answered. */
const UNTIL_ANSWERED = ["busy", "too_fast", "unavailable"];
/** A mistake of the server may be over at once, and then it may stay. */
const INTERNAL_TRIES = 4;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Whether the command is done with, or to be sent again with the same id.
 * @param {import("./types").Answer} answer
 * @param {number} mistakes how often the answer to it was "internal", this time included
 */
export function isFinal(answer, mistakes) {
  if (answer.ok) return true;
  if (answer.code === "internal") return mistakes >= INTERNAL_TRIES;
  return !UNTIL_ANSWERED.includes(answer.code);
}

/**
 * How long to wait before it is sent again: longer each time, and not in step with other browsers.
 * @param {number} failures
 * @param {() => number} [random]
 * @returns {number} milliseconds
 */
export function pauseAfter(failures, random = Math.random) {
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS) * (0.75 + random() / 2);
}
