/** Once the meeting has begun, what this browser's person wrote before it is their seat's to change. */

import { effect, untracked } from "@preact/signals";
import { forgetFeedback, keptFeedback } from "../shared/feedback-cards.js";
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
      for (const [id, card] of Object.entries(cards)) own.put(id, card);
      forgetFeedback(meeting);
    });
  });
}
