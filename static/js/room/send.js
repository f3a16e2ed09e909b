/** Sending commands. */

import { newId } from "../shared/ids.js";
import { setRefusal } from "./answers.js";
import { showNotice } from "./notices.js";
import { outbox } from "./seat-stores.js";
import { serverClock } from "./state.js";

/**
 * @typedef {import("./types").Answer} Answer
 * @typedef {import("./types").Data} Data
 */

/** How long a command that is only right now waits for the connection. */
const NOW_MS = 10_000;

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
