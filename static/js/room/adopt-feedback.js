/** Once the meeting has begun, what this browser wrote before it is its seat's to change. */

import { effect, untracked } from "@preact/signals";
import { feedbackCards, keepFeedbackCards } from "../shared/feedback-cards.js";
import { shared } from "./state.js";

/**
 * @param {string} meeting
 * @param {ReturnType<typeof import("./own-cards.js").openOwnCards>} own
 */
export function adoptFeedback(meeting, own) {
  effect(() => {
    if ((shared.value?.meeting.status ?? "draft") === "draft") return;
    untracked(() => {
      for (const [id, card] of Object.entries(feedbackCards(meeting))) own.put(id, card);
      keepFeedbackCards(meeting, {});
    });
  });
}
