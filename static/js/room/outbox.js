/**
 * @typedef {import("./types").Waiting} Waiting
 * @typedef {import("./types").Answer} Answer
 */
const RETRY_MS = 1500;
const TOO_LATE = "The connection was away, so that was not done. Try again if it is still right.";

/**
 * Keeps each command until it is answered, in order, across reloads. One command travels at a time; a lost answer
 * means the same id again, and the server does it once.
 * @param {object} parts
 * @param {import("./types").Shelf} parts.shelf
 * @param {(waiting: Waiting) => Promise<Answer>} parts.transmit rejects when no answer came
 * @param {() => boolean} parts.connected
 * @param {(waiting: Waiting, answer: Answer) => void} parts.answered
 * @param {(queue: Waiting[]) => void} [parts.changed]
 * @param {() => number} [parts.now] milliseconds
 */
export function openOutbox({ shelf, transmit, connected, answered, changed = () => {}, now = Date.now }) {
  /** @type {Waiting[]} */
  let queue = shelf.get("outbox", []);
  /** @type {Map<string, (answer: Answer) => void>} */
  const listeners = new Map();
  let busy = false;

  /** What another tab of this seat keeps stays as it is. */
  function keep(/** @type {Waiting[]} */ next, /** @type {(stored: Waiting[]) => Waiting[]} */ change) {
    queue = next;
    shelf.set("outbox", change(shelf.get("outbox", [])));
    changed(queue);
  }

  function settle(/** @type {Waiting} */ waiting, /** @type {Answer} */ answer) {
    const others = (/** @type {Waiting[]} */ list) => list.filter((other) => other.id !== waiting.id);
    keep(others(queue), others);
    const listener = listeners.get(waiting.id);
    listeners.delete(waiting.id);
    answered(waiting, answer);
    listener?.(answer);
  }

  async function flush() {
    if (busy) return;
    busy = true;
    while (queue.length && connected()) {
      const first = queue[0];
      if (first.until && now() > first.until) {
        settle(first, { ok: false, code: "too_late", message: TOO_LATE });
        continue;
      }
      try {
        settle(first, await transmit(first));
      } catch {
        if (connected()) setTimeout(flush, RETRY_MS);
        break;
      }
    }
    busy = false;
  }

  changed(queue);
  return {
    flush,
    /** @param {Waiting} waiting @returns {Promise<Answer>} */
    add(waiting) {
      const answer = new Promise((resolve) => listeners.set(waiting.id, resolve));
      keep([...queue, waiting], (stored) => [...stored, waiting]);
      flush();
      return /** @type {Promise<Answer>} */ (answer);
    },
    waiting: () => queue,
  };
}
