/** Once the meeting has begun, what this browser's person wrote before it is their seat's to change. */

import { effect, untracked } from "@preact/signals";
import { forgetFeedback, keptFeedback } from "../shared/feedback-cards.js";
import { inOrder } from "./lists.js";
import { shared } from "./state.js";

/**
 * @param {string} meeting
 * @param {ReturnType<typeof import("./own-cards.js").openOwnCards>} own
 */
export function adoptFeedback(meeting, own) {
  effect(() => {
    if ((shared.value?.meeting.status ?? "draft") === "draft") return;
    untracked(() => {
      const { mine, cards } = keptFeedback(meeting);
      if (!mine) return;
      const columns = inOrder(shared.value.columns);
      for (const [id, card] of Object.entries(cards)) {
        // The column may have been taken out since it was asked for: then the server shows the card in the first.
        const isThere = columns.some((column) => column.id === card.column);
        own.put(id, isThere ? card : { ...card, column: columns[0].id });
      }
      forgetFeedback(meeting);
    });
  });
}
