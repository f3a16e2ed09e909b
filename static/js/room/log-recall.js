/** What the log of earlier entries tells the facilitator, asked beside the socket: the room knows no log. */
import { boot } from "./boot.js";

/**
 * `private`: only who reads this can read the entry so far; `no_longer`: somebody said that it is not true any more
 * @typedef {{id: string, title: string, date: string, outcome: string, learning: string, private: boolean, no_longer: boolean}} Recalled
 */

const LONGEST = 1500;
const PATH = `/room/${boot.meeting}/recall`;
export const FAILED = "It could not be shown. Try again in a moment.";

/** @param {string} path @param {object} data */
async function answer(path, data) {
  const headers = {
    "X-CSRFToken": boot.csrf,
    Accept: "application/json",
    "Content-Type": "application/json",
  };
  const got = await fetch(path, { method: "POST", headers, body: JSON.stringify(data) });
  const body = await got.json().catch(() => ({}));
  if (!got.ok) throw new Error(body.message ?? FAILED);
  return body;
}

/** @param {string} text the theme or the action at hand @returns {Promise<Recalled[]>} */
export const seenBefore = (text) =>
  answer(PATH, { text: text.slice(0, LONGEST) }).then((body) => body.entries);

/** @param {string} entry its id */
export const putBeforeRoom = (entry) => answer(`${PATH}/put`, { entry });
