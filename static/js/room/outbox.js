import { isFinal, pauseAfter } from "./retries.js";

/**
 * @typedef {import("./types").PendingCommand} PendingCommand
 * @typedef {import("./types").Answer} Answer
 */
/** After so many failures in a row, the person hears of it. */
const FAILURES_TO_TELL = 2;
const UNKNOWN = "Nobody knows whether that was done. Look, and try again if it is still right.";
const TOO_LATE = "The connection was away, so that was not done. Try again if it is still right.";

/** Whether two commands are about one card. */
const sameCard = (/** @type {PendingCommand} */ one, /** @type {PendingCommand} */ other) =>
  one.data.card !== undefined && one.data.card === other.data.card;

/**
 * Keeps each command until it is answered, in order, across reloads. One command is sent at a time. When an
 * answer gets lost or the server cannot save, the command is sent again with the same id, after growing pauses,
 * and the server does it only once.
 * @param {object} options
 * @param {import("./types").SeatStorage} options.storage
 * @param {(command: PendingCommand) => Promise<Answer>} options.transmit rejects when no answer came
 * @param {() => boolean} options.isConnected
 * @param {(command: PendingCommand) => boolean} [options.isHeld] whether its writer is asked first; what
 *   follows about the same card waits with it
 * @param {(command: PendingCommand, answer: Answer) => void} options.onAnswer
 * @param {(queue: PendingCommand[]) => void} [options.onChange]
 * @param {(isDelayed: boolean) => void} [options.onDelay] whether nothing can be saved, though connected
 * @param {(failures: number) => number} [options.pause] milliseconds
 * @param {() => number} [options.now] milliseconds
 */
export function openOutbox({
  storage,
  transmit,
  isConnected,
  isHeld = () => false,
  onAnswer,
  onChange = () => {},
  onDelay = () => {},
  pause = pauseAfter,
  now = Date.now,
}) {
  /** @type {PendingCommand[]} */
  let queue = storage.get("outbox", []);
  /** @type {Map<string, (answer: Answer) => void>} by the command's id */
  const resolvers = new Map();
  let isFlushing = false;
  /** The command that was sent in vain: how often, and how often because of a mistake of the server. */
  let failing = { id: "", failures: 0, mistakes: 0 };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {PendingCommand[]} newQueue
   * @param {(stored: PendingCommand[]) => PendingCommand[]} change the same change to what is stored: another
   *   tab of this seat may have stored commands of its own, and these stay
   */
  function save(newQueue, change) {
    queue = newQueue;
    storage.set("outbox", change(storage.get("outbox", [])));
    onChange(queue);
  }

  /** Takes an answered command out of the queue. */
  function finish(/** @type {PendingCommand} */ command, /** @type {Answer} */ answer) {
    const without = (/** @type {PendingCommand[]} */ list) => list.filter(({ id }) => id !== command.id);
    save(without(queue), without);
    onDelay(false);
    const resolve = resolvers.get(command.id);
    resolvers.delete(command.id);
    onAnswer(command, answer);
    resolve?.(answer);
  }

  /** Changes a command that waits. @param {string} id @param {Partial<PendingCommand>} changes */
  function change(id, changes) {
    const changed = (/** @type {PendingCommand[]} */ list) =>
      list.map((command) => (command.id === id ? { ...command, ...changes } : command));
    save(changed(queue), changed);
  }

  /** The first command that waits for nobody. */
  function next() {
    const held = queue.filter(isHeld);
    return queue.find((command) => !held.some((one) => one === command || sameCard(one, command)));
  }

  /** Sends all that may be sent, as long as the connection lasts. */
  async function flush() {
    if (isFlushing) return;
    isFlushing = true;
    clearTimeout(timer);
    timer = undefined;
    for (let first = next(); first && isConnected(); first = next()) {
      if (first.until && now() > first.until) {
        finish(first, { ok: false, code: "too_late", message: first.sent ? UNKNOWN : TOO_LATE });
        continue;
      }
      if (!first.sent) change(first.id, { sent: true });
      const answer = await transmit(first).catch(() => undefined);
      if (failing.id !== first.id) failing = { id: first.id, failures: 0, mistakes: 0 };
      failing.failures += 1;
      if (answer && !answer.ok && answer.code === "internal") failing.mistakes += 1;
      if (answer && isFinal(answer, failing.mistakes)) finish(first, answer);
      else {
        sendLater(first);
        break;
      }
    }
    isFlushing = false;
  }

  /** After a pause, unless the connection is away: once it is back, all is sent anyway. */
  function sendLater(/** @type {PendingCommand} */ { until }) {
    const { failures } = failing;
    if (!isConnected()) failing.failures = 0;
    else timer = setTimeout(flush, Math.min(pause(failures), until ? until - now() + 1 : Infinity));
    onDelay(isConnected() && failures >= FAILURES_TO_TELL);
  }

  onChange(queue);
  return {
    flush,
    /** @param {PendingCommand} command @returns {Promise<Answer>} */
    add(command) {
      const answer = new Promise((resolve) => resolvers.set(command.id, resolve));
      save([...queue, command], (stored) => [...stored, command]);
      if (!timer) flush();
      return /** @type {Promise<Answer>} */ (answer);
    },
    change,
    /** Takes what was not sent about a card out of the queue. @param {string} card */
    drop(card) {
      const others = (/** @type {PendingCommand[]} */ list) => list.filter(({ data }) => data.card !== card);
      save(others(queue), others);
    },
    /** @returns {PendingCommand[]} */
    pending: () => queue,
  };
}
