/**
 * The cards that this browser wrote before a meeting, with their keys. Nobody else knows which they are. ``mine`` is
 * whether somebody said that they are of whoever has the seat in this browser: then they are that seat's to change
 * once the meeting has begun.
 */

import { itemNames, readItem, removeItem, writeItem } from "./storage.js";

/** @typedef {{key: string, column: string, text: string}} FeedbackCard */
/** @typedef {{mine: boolean, cards: Record<string, FeedbackCard>}} KeptFeedback `cards`: by id */

const PREFIX = "feedback:";

/** @param {string} meeting @returns {KeptFeedback} */
export function keptFeedback(meeting) {
  const nothing = { mine: false, cards: {} };
  try {
    return { ...nothing, ...JSON.parse(readItem(PREFIX + meeting) ?? "{}") };
  } catch {
    return nothing;
  }
}

/** @param {string} meeting @param {KeptFeedback} kept */
export function keepFeedback(meeting, kept) {
  if (Object.keys(kept.cards).length) writeItem(PREFIX + meeting, JSON.stringify(kept));
  else forgetFeedback(meeting);
}

/** @param {string} meeting */
export const forgetFeedback = (meeting) => removeItem(PREFIX + meeting);

/** The ids of the meetings of which anything is kept. */
export const feedbackMeetings = () => itemNames(PREFIX).map((name) => name.slice(PREFIX.length));
