import { count } from "../../shared/format.js";

/**
 * How many have answered an open poll, and whether somebody is missing who was here.
 * @param {import("../types").Poll} poll
 * @param {string} [verb]
 * @returns {string} "3 of 4 have voted, 1 person lost the connection."
 */
export function answeredLine({ answered, of, lost }, verb = "answered") {
  const missing = lost ? `, ${count(lost, "person", "people")} lost the connection` : "";
  return `${answered} of ${of} ${verb}${missing}.`;
}

/**
 * Of a poll that is open again: what becomes of the answers, before one adds to them.
 * @param {import("../types").Poll} poll
 * @param {boolean} showsAll whether each answer changes what all see; the other polls hold a few back
 */
export function againLine({ again }, showsAll) {
  if (!again) return "";
  return showsAll
    ? "Open again, and what was given stays. It was counted before: from the difference, others may guess what you add or change now."
    : "Open again, and the answers stay. Numbers that were shown change only once four more have answered.";
}

/**
 * Of a counted poll: how many answered, and whether the numbers are of all.
 * @param {import("../types").Poll} poll
 */
export function countedLine({ answered, counted, mean }) {
  const average = mean === undefined ? "" : `, ${mean} on average`;
  if (counted === undefined) return `${count(answered, "answer")}${average}.`;
  const later = count(answered - counted, "more answer");
  return `${count(counted, "answer")}${average}. ${later} came later: held back until four have come, so that none can be guessed.`;
}
