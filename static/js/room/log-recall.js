/** What the log of earlier entries tells the facilitator, asked beside the socket: the room knows no log. */
import { postJson } from "../shared/request.js";
import { boot } from "./boot.js";

const LONGEST = 1500;
const PATH = `/room/${boot.meeting}/recall`;
export const FAILED = "It could not be shown. Try again in a moment.";

/** @param {string} path @param {object} data */
async function answer(path, data) {
  const got = await postJson(path, data, boot.csrf);
  const body = await got.json().catch(() => ({}));
  if (!got.ok) throw new Error(body.message ?? FAILED);
  return body;
}

/** @param {string} text the theme or the action at hand @returns {Promise<import("../shared/types").RecalledEntry[]>} */
export const seenBefore = (text) =>
  answer(PATH, { text: text.slice(0, LONGEST) }).then((body) => body.entries);

/** @param {string} entry its id */
export const putBeforeRoom = (entry) => answer(`${PATH}/put`, { entry });
