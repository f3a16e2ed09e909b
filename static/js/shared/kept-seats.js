/** What a browser keeps for each seat in a room: its cards and their keys, its drafts, its outbox. */

import { itemNames, removeItem } from "./storage.js";

const NAME = /^facilitator:([\w-]{16,32}):([\w-]{16,32}):/;

/** @typedef {{meeting: string, seat: string}} KeptSeat */

/**
 * What the names of a seat's items begin with.
 * @param {string} meeting
 * @param {string} seat
 */
export const seatPrefix = (meeting, seat) => `facilitator:${meeting}:${seat}:`;

/** @returns {KeptSeat[]} the seats of which anything is kept */
export function keptSeats() {
  const found = new Map();
  for (const name of itemNames("facilitator:")) {
    const [, meeting, seat] = name.match(NAME) ?? [];
    if (seat) found.set(seat, { meeting, seat });
  }
  return [...found.values()];
}

/**
 * @param {KeptSeat} kept
 * @param {string[]} [parts] all, if none are given
 */
export function forgetSeat({ meeting, seat }, parts) {
  const prefix = seatPrefix(meeting, seat);
  const names = parts?.map((part) => prefix + part) ?? itemNames(prefix);
  for (const name of names) removeItem(name);
}
