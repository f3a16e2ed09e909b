/** Sending commands, and what this browser keeps for one seat: drafts, own cards, the outbox. */

import { computed, effect, untracked } from "@preact/signals";
import { newId } from "../shared/ids.js";
import { seatPrefix } from "../shared/kept-seats.js";
import { adoptFeedback } from "./adopt-feedback.js";
import { openDrafts } from "./drafts.js";
import { openLateAnswers } from "./late-answers.js";
import { cardsAreShown, isLateCard } from "./late-cards.js";
import { showNotice } from "./notices.js";
import { openOutbox } from "./outbox.js";
import { openOwnCards } from "./own-cards.js";
import { openSeatStorage } from "./seat-storage.js";
import {
  draftsByBox,
  lateAnswers,
  lostBoxes,
  online,
  ownCards,
  pendingCommands,
  refusals,
  savingDelayed,
  serverClock,
  shared,
} from "./state.js";
import { watchChair } from "./watch-chair.js";

/**
 * @typedef {import("./types").Answer} Answer
 * @typedef {import("./types").PendingCommand} PendingCommand
 * @typedef {import("./types").Data} Data
 */

/** How long a command that is only right now waits for the connection. */
const NOW_MS = 10_000;

/** @type {ReturnType<typeof openDrafts>} */
export let drafts;
/** @type {ReturnType<typeof openOwnCards>} */
export let ownCardStore;
/** @type {ReturnType<typeof openLateAnswers>} */
export let lateAnswerStore;
/** @type {ReturnType<typeof openOutbox>} */
export let outbox;

/**
 * Opens what this browser keeps for one seat.
 * @param {string} meeting
 * @param {string} seat
 * @param {(command: PendingCommand) => Promise<Answer>} transmit
 */
export function openSeat(meeting, seat, transmit) {
  const storage = openSeatStorage(seatPrefix(meeting, seat));
  drafts = openDrafts(storage, (byBox) => {
    draftsByBox.value = byBox;
  });
  ownCardStore = openOwnCards(storage, (cards) => {
    ownCards.value = cards;
  });
  adoptFeedback(meeting, ownCardStore);
  watchChair(storage);
  lateAnswerStore = openLateAnswers(storage, (answers) => {
    lateAnswers.value = answers;
  });
  outbox = openOutbox({
    storage,
    transmit,
    isConnected: () => online.value,
    isHeld: (command) => isLateCard(command, shared.value),
    now: serverClock.now,
    onAnswer: handleAnswer,
    onChange: (queue) => {
      pendingCommands.value = queue;
    },
    onDelay: (isDelayed) => {
      savingDelayed.value = isDelayed;
    },
  });
  const areShown = computed(() => cardsAreShown(shared.value));
  // Cards that came late may go on when the room writes again.
  effect(() => {
    if (!areShown.value) untracked(() => outbox.flush());
  });
}

/** By box: the version of the room since when it has what was sent from there last. @type {Map<string, number>} */
const savedSeqs = new Map();
/** Whether this version of the room has what was sent from a box. @param {string} box @param {number} seq */
export const hasSaved = (box, seq) => seq >= (savedSeqs.get(box) ?? 0);

/** Sends what is in the outbox. */
export const flush = () => outbox?.flush();

/**
 * Shows a sentence at a box, in place of the one before.
 * @param {string} box
 * @param {string} [sentence] none: only the one before goes
 */
export function setRefusal(box, sentence) {
  const { [box]: _, ...others } = refusals.value;
  refusals.value = sentence ? { ...others, [box]: sentence } : others;
}

/** After a refusal: gives the text back to its box, and says why. */
function handleAnswer(
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

/**
 * Sends a command that carries somebody's words or choice: it waits for the connection, however long.
 * @param {string} name
 * @param {Data} [data]
 * @param {{box?: string, text?: string, forReveal?: boolean}} [origin] the box that gets the text back after a
 *   refusal, and whether it is a card that was written for the reveal
 * @returns {Promise<Answer>}
 */
export function send(name, data = {}, origin = {}) {
  showNotice("");
  if (origin.box) setRefusal(origin.box);
  return outbox.add({ id: newId(), name, data, ...origin });
}

/**
 * Sends a command that is only right now (the clock, the chair): without a connection it is dropped after a
 * while.
 * @param {string} name
 * @param {Data} [data]
 * @param {boolean} [quiet] the caller shows a refusal
 * @returns {Promise<Answer>}
 */
export function sendNow(name, data = {}, quiet = false) {
  showNotice("");
  const until = serverClock.now() + NOW_MS;
  return outbox.add({ id: newId(), name, data, until, ...(quiet && { quiet }) });
}
