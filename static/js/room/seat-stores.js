/** What this browser keeps for one seat: drafts, own cards, the outbox. */

import { computed, effect, untracked } from "@preact/signals";
import { seatPrefix } from "../shared/kept-seats.js";
import { adoptFeedback } from "./adopt-feedback.js";
import { openDrafts } from "./drafts.js";
import { openLateAnswers } from "./late-answers.js";
import { cardsAreShown, isLateCard } from "./late-cards.js";
import { openOutbox } from "./outbox.js";
import { openOwnCards } from "./own-cards.js";
import { openSeatStorage } from "./seat-storage.js";
import {
  draftsByBox,
  lateAnswers,
  online,
  ownCards,
  pendingCommands,
  savingDelayed,
  serverClock,
  shared,
} from "./state.js";
import { watchChair } from "./watch-chair.js";

/**
 * @typedef {import("./types").Answer} Answer
 * @typedef {import("./types").PendingCommand} PendingCommand
 */

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
 * @param {(command: PendingCommand, answer: Answer) => void} onAnswer
 */
export function openSeat(meeting, seat, transmit, onAnswer) {
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
    onAnswer,
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

/** Sends what is in the outbox. */
export const flush = () => outbox?.flush();
