/** What is asked of the server over HTTP, because the room itself does not know it. */

import { postJson } from "../shared/request.js";
import { boot } from "./boot.js";

const FAILED = "That did not work. Try again in a moment.";

/**
 * @param {string} path below the room's address
 * @param {object} data
 * @returns {Promise<any>}
 * @throws {Error} with a sentence for the reader
 */
export async function ask(path, data) {
  const answer = await postJson(`/room/${boot.meeting}/${path}`, data, boot.csrf).catch(() => undefined);
  const body = await answer?.json().catch(() => undefined);
  if (!answer?.ok) throw new Error(body?.message ?? FAILED);
  return body;
}
