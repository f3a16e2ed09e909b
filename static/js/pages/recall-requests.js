/** Asking the server for earlier entries that fit what is being written. */

import { postJson } from "../shared/request.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

const MAX_TEXT = 20000;

/**
 * @param {object} query
 * @param {string} [query.text] what is being written
 * @param {string} [query.entry] the id of the entry that is being written
 * @param {string[]} query.used ids of the entries that are chosen already
 * @param {string} csrf
 * @returns {Promise<{entries: RecalledEntry[], used: RecalledEntry[]} | null>} null when it failed
 */
export const fetchRecall = (query, csrf) =>
  postOrNull("/log/recall", { ...query, text: (query.text ?? "").slice(0, MAX_TEXT) }, csrf);

/**
 * Links an earlier entry with a meeting.
 * @param {{entry: string, meeting: string | undefined}} link their ids
 * @param {string} csrf
 * @returns {Promise<object | null>} null when it failed
 */
export const linkToMeeting = (link, csrf) => postOrNull("/log/recall/use", link, csrf);

/**
 * Recall is an offer: when it fails, nobody is disturbed by a message.
 * @param {string} url
 * @param {object} data
 * @param {string} csrf
 */
async function postOrNull(url, data, csrf) {
  try {
    const answer = await postJson(url, data, csrf);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
