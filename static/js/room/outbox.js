/**
 * @typedef {import("./types").PendingCommand} PendingCommand
 * @typedef {import("./types").Answer} Answer
 */
const RESEND_MS = 1500;
const TOO_LATE = "The connection was away, so that was not done. Try again if it is still right.";

/** Whether two commands are about one card. */
const sameCard = (/** @type {PendingCommand} */ one, /** @type {PendingCommand} */ other) =>
  one.data.card !== undefined && one.data.card === other.data.card;

/**
 * Keeps each command until it is answered, in order, across reloads. One command is sent at a time. When an
 * answer gets lost, the command is sent again with the same id, and the server does it only once.
 * @param {object} options
 * @param {import("./types").SeatStorage} options.storage
 * @param {(command: PendingCommand) => Promise<Answer>} options.transmit rejects when no answer came
 * @param {() => boolean} options.isConnected
 * @param {(command: PendingCommand) => boolean} [options.isHeld] whether its writer is asked first; what
 *   follows about the same card waits with it
 * @param {(command: PendingCommand, answer: Answer) => void} options.onAnswer
 * @param {(queue: PendingCommand[]) => void} [options.onChange]
 * @param {() => number} [options.now] milliseconds
 */
export function openOutbox({
  storage,
  transmit,
  isConnected,
  isHeld = () => false,
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

  /** The first command that waits for nobody. */
  function next() {
    const held = queue.filter(isHeld);
    return queue.find((command) => !held.some((one) => one === command || sameCard(one, command)));
  }

  /** Sends all that may be sent, as long as the connection lasts. */
  async function flush() {
    if (isFlushing) return;
    isFlushing = true;
    for (let first = next(); first && isConnected(); first = next()) {
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
    /** Changes a command that was not sent yet. @param {string} id @param {Partial<PendingCommand>} changes */
    change(id, changes) {
      const changed = (/** @type {PendingCommand[]} */ list) =>
        list.map((command) => (command.id === id ? { ...command, ...changes } : command));
      save(changed(queue), changed);
    },
    /** Takes what was not sent about a card out of the queue. @param {string} card */
    drop(card) {
      const others = (/** @type {PendingCommand[]} */ list) => list.filter(({ data }) => data.card !== card);
      save(others(queue), others);
    },
    /** @returns {PendingCommand[]} */
    pending: () => queue,
  };
}
