/**
 * Earlier entries of the log, for the facilitator. Asked beside the socket, because the room does not know
 * the log.
 */

import { postJson } from "../shared/request.js";
import { boot } from "./boot.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

const MAX_TEXT = 1500;
const PATH = `/room/${boot.meeting}/recall`;
export const FAILED = "It could not be shown. Try again in a moment.";

/**
 * @param {string} path
 * @param {object} data
 * @throws {Error} with a sentence for the reader; TypeError when the server can't be reached
 */
async function post(path, data) {
  const answer = await postJson(path, data, boot.csrf);
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.message ?? FAILED);
  return body;
}

/**
 * @param {string} text the theme or the action at hand
 * @returns {Promise<RecalledEntry[]>}
 */
export const findEarlierEntries = (text) =>
  post(PATH, { text: text.slice(0, MAX_TEXT) }).then((body) => body.entries);

/** Shows an earlier entry to everybody in the room. @param {string} entry its id */
export const showToRoom = (entry) => post(`${PATH}/put`, { entry });
