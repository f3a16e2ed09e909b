/**
 * The cards that this browser wrote before a meeting, with their keys. Nobody else knows which they are. Once the
 * meeting has begun, they are among the cards of the seat that this browser has there.
 */

import { itemNames, readItem, removeItem, writeItem } from "./storage.js";

/** @typedef {{key: string, column: string, text: string}} FeedbackCard */

const PREFIX = "feedback:";
const KEPT_MS = 60 * 24 * 3600 * 1000;

/** @param {string} meeting @returns {Record<string, FeedbackCard>} by id */
export function feedbackCards(meeting) {
  return parsed(readItem(PREFIX + meeting)).cards;
}

/** @param {string} meeting @param {Record<string, FeedbackCard>} cards by id */
export function keepFeedbackCards(meeting, cards) {
  if (Object.keys(cards).length) writeItem(PREFIX + meeting, JSON.stringify({ at: Date.now(), cards }));
  else removeItem(PREFIX + meeting);
}

/** Forgets those of meetings that were long ago. @param {number} [since] those kept after this instant stay */
export function forgetFeedbackCards(since = Date.now() - KEPT_MS) {
  for (const name of itemNames(PREFIX)) if (parsed(readItem(name)).at < since) removeItem(name);
}

/** @param {string | null} text @returns {{at: number, cards: Record<string, FeedbackCard>}} */
function parsed(text) {
  try {
    return { at: 0, cards: {}, ...JSON.parse(text ?? "{}") };
  } catch {
    return { at: 0, cards: {} };
  }
}
