/**
 * Who lost the connection: they fade for a while, and one line says so. A page that is loaded anew says nothing.
 * @typedef {import("./types").Seat} Seat
 * @typedef {Record<string, Seat>} Seats
 */

import { joinNames } from "./format.js";

const FADES_MS = 10 * 60_000;
const SAID_AFTER_MS = 4_000;
/** By then the chair is offered to the others: see `ChairBanner`. */
const SAID_UNTIL_MS = 30_000;
const MAX_NAMES = 3;

/** @param {Seat} seat @param {number} now @param {number} [forMs] @returns {boolean} */
export const isFading = ({ here, gone_at: goneAt }, now, forMs = FADES_MS) =>
  !here && goneAt !== undefined && now - goneAt < forMs;

/**
 * @param {Seats} seats
 * @param {number} now the server's time, in milliseconds
 * @returns {string} "Ben and Cleo lost the connection."; "" when nobody did a moment ago
 */
export function absenceSentence(seats, now) {
  const gone = Object.values(seats).filter((seat) => isFading(seat, now, SAID_UNTIL_MS));
  if (!gone.some(({ gone_at: goneAt = 0 }) => now - goneAt >= SAID_AFTER_MS)) return "";
  const leads = gone.length === 1 && gone[0].role === "facilitator" ? ", who facilitates," : "";
  const who = gone.length > MAX_NAMES ? `${gone.length} people` : joinNames(gone.map(({ name }) => name));
  return `${who}${leads} lost the connection.`;
}
