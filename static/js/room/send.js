import { newId } from "../shared/ids.js";
import { openDrafts } from "./drafts.js";
import { openOutbox } from "./outbox.js";
import { openOwn } from "./own-cards.js";
import { openShelf } from "./seat-storage.js";
import { notice, online, own as ownCards, refusals, serverClock, waiting } from "./state.js";

/**
 * @typedef {import("./types").Answer} Answer
 * @typedef {import("./types").Waiting} Waiting
 * @typedef {import("./types").Data} Data
 */
const PATIENCE_MS = 10_000;
/** @type {ReturnType<typeof openDrafts>} */
export let drafts;
/** @type {ReturnType<typeof openOwn>} */
export let own;
/** @type {ReturnType<typeof openOutbox>} */
let outbox;

/**
 * Open what this browser keeps for one seat.
 * @param {string} meeting
 * @param {string} seat
 * @param {(waiting: Waiting) => Promise<Answer>} transmit
 */
export function openSeat(meeting, seat, transmit) {
  const shelf = openShelf(`facilitator:${meeting}:${seat}:`);
  drafts = openDrafts(shelf);
  own = openOwn(shelf, (cards) => {
    ownCards.value = cards;
  });
  outbox = openOutbox({
    shelf,
    transmit,
    answered,
    connected: () => online.value,
    now: serverClock.now,
    changed: (queue) => {
      waiting.value = queue;
    },
  });
}

export const flush = () => outbox?.flush();

/** The sentence at a box. @param {string} box @param {string} [sentence] none: take it away */
export function say(box, sentence) {
  const { [box]: _, ...rest } = refusals.value;
  refusals.value = sentence ? { ...rest, [box]: sentence } : rest;
}

function answered(/** @type {Waiting} */ { name, data, box, text, quiet }, /** @type {Answer} */ answer) {
  if (answer.ok) return;
  if (name === "add_card" || name === "add_appreciation") own.drop(data.card ?? data.appreciation);
  if (box && text !== undefined) drafts.giveBack(box, text);
  if (box) say(box, answer.message);
  // Where they were written may be gone; then they stand in the notice, to be copied.
  if (box && text && !document.querySelector(`[data-box="${box}"]`)) {
    notice.value = `${answer.message} You wrote: “${plain(text)}”`;
  } else if (!box && !quiet && !QUESTIONS.has(answer.code)) {
    notice.value = answer.message;
  }
}
/** Refusals that the component turns into a question. */
const QUESTIONS = new Set(["still_writing", "still_open"]);

/** Words as a person wrote them; those of a form are kept as JSON. */
function plain(/** @type {string} */ text) {
  try {
    return text.startsWith("{") ? Object.values(JSON.parse(text)).filter(Boolean).join("; ") : text;
  } catch {
    return text;
  }
}

/**
 * Send a command that carries somebody's words or choice: it waits for the connection, however long.
 * @param {string} name
 * @param {Data} [data]
 * @param {{box?: string, text?: string}} [back] where the words return to when refused
 * @returns {Promise<Answer>}
 */
export function send(name, data = {}, back = {}) {
  notice.value = "";
  if (back.box) say(back.box);
  return outbox.add({ id: newId(), name, data, ...back });
}

/**
 * Send a command that is only right now (the clock, the chair): it is dropped when the connection stays away.
 * @param {string} name
 * @param {Data} [data]
 * @param {boolean} [quiet] a refusal is shown by the caller
 * @returns {Promise<Answer>}
 */
export function sendNow(name, data = {}, quiet = false) {
  notice.value = "";
  return outbox.add({
    id: newId(),
    name,
    data,
    until: serverClock.now() + PATIENCE_MS,
    ...(quiet && { quiet }),
  });
}
