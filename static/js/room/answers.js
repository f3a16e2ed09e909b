/** What the server answers to commands: what is saved since when, and what becomes of what was refused. */

import { showNotice } from "./notices.js";
import { drafts, lateAnswerStore, ownCardStore } from "./seat-stores.js";
import { lostBoxes, ownCards, refusals, shared } from "./state.js";

/**
 * @typedef {import("./types").Answer} Answer
 * @typedef {import("./types").PendingCommand} PendingCommand
 * @typedef {import("./types").Data} Data
 */

/** By box: the version of the room since when it has what was sent from there last. @type {Map<string, number>} */
const savedSeqs = new Map();
/** Whether this version of the room has what was sent from a box. @param {string} box @param {number} seq */
export const hasSaved = (box, seq) => seq >= (savedSeqs.get(box) ?? 0);

/**
 * Shows a sentence at a box, in place of the one before.
 * @param {string} box
 * @param {string} [sentence] none: only the one before goes
 */
export function setRefusal(box, sentence) {
  const { [box]: _, ...others } = refusals.value;
  refusals.value = sentence ? { ...others, [box]: sentence } : others;
}

/** Notes what was saved. After a refusal: gives the text back to its box, and says why. */
export function takeAnswer(
  /** @type {PendingCommand} */ { id, name, data, box, text, quiet },
  /** @type {Answer} */ answer,
) {
  if (answer.ok && box) savedSeqs.set(box, answer.seq ?? 0);
  if (answer.ok) return lateAnswerStore.answered(name);
  if (lateAnswerStore.add({ id, name, data }, answer.code)) return;
  takeBackOwn(name, data);
  if (box && text !== undefined) drafts.restore(box, text, data.was);
  if (box) setRefusal(box, answer.message);
  // The box may not be on the page any more. Then the text stands in the notice, to be copied.
  if (box && text && !isAtHand(box)) {
    showNotice(`${answer.message} You wrote: “${readableText(text)}”`, true);
  } else if (!box && !quiet) {
    showNotice(answer.message);
  }
}

/** After a refusal, an own card or thanks reads as the room has it, and goes when the room does not have it. */
function takeBackOwn(/** @type {string} */ name, /** @type {Data} */ data) {
  const id = data.card ?? data.appreciation;
  const saved = shared.value.cards?.[id] ?? shared.value.appreciations?.[id];
  if (name === "add_card" || name === "add_appreciation") ownCardStore.remove(id);
  else if (saved && ownCards.value[id]) ownCardStore.put(id, { text: saved.text });
}

/** Whether a box is on the page, or was drawn once more for its writer. @param {string} box */
const isAtHand = (box) =>
  document.querySelector(`[data-box="${box}"]`) || lostBoxes.value.some((lost) => lost.box === box);

/** The text as a person wrote it: the text of a form is kept as JSON. */
function readableText(/** @type {string} */ text) {
  try {
    return text.startsWith("{") ? Object.values(JSON.parse(text)).filter(Boolean).join("; ") : text;
  } catch {
    return text;
  }
}
