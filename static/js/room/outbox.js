/**
 * @typedef {import("./types").PendingCommand} PendingCommand
 * @typedef {import("./types").Answer} Answer
 */
const RESEND_MS = 1500;
const TOO_LATE = "The connection was away, so that was not done. Try again if it is still right.";

/**
 * Keeps each command until it is answered, in order, across reloads. One command is sent at a time. When an
 * answer gets lost, the command is sent again with the same id, and the server does it only once.
 * @param {object} options
 * @param {import("./types").SeatStorage} options.storage
 * @param {(command: PendingCommand) => Promise<Answer>} options.transmit rejects when no answer came
 * @param {() => boolean} options.isConnected
 * @param {(command: PendingCommand, answer: Answer) => void} options.onAnswer
 * @param {(queue: PendingCommand[]) => void} [options.onChange]
 * @param {() => number} [options.now] milliseconds
 */
export function openOutbox({
  storage,
  transmit,
  isConnected,
  onAnswer,
  onChange = () => {},
  now = Date.now,
}) {
  /** @type {PendingCommand[]} */
  let queue = storage.get("outbox", []);
  /** @type {Map<string, (answer: Answer) => void>} by the command's id */
  const resolvers = new Map();
  let isFlushing = false;

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
    const resolve = resolvers.get(command.id);
    resolvers.delete(command.id);
    onAnswer(command, answer);
    resolve?.(answer);
  }

  /** Sends all that is in the queue, as long as the connection lasts. */
  async function flush() {
    if (isFlushing) return;
    isFlushing = true;
    while (queue.length && isConnected()) {
      const first = queue[0];
      if (first.until && now() > first.until) {
        finish(first, { ok: false, code: "too_late", message: TOO_LATE });
        continue;
      }
      try {
        finish(first, await transmit(first));
      } catch {
        if (isConnected()) setTimeout(flush, RESEND_MS);
        break;
      }
    }
    isFlushing = false;
  }

  onChange(queue);
  return {
    flush,
    /** @param {PendingCommand} command @returns {Promise<Answer>} */
    add(command) {
      const answer = new Promise((resolve) => resolvers.set(command.id, resolve));
      save([...queue, command], (stored) => [...stored, command]);
      flush();
      return /** @type {Promise<Answer>} */ (answer);
    },
    /** @returns {PendingCommand[]} */
    pending: () => queue,
  };
}
