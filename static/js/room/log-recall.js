/**
 * Earlier entries of the log, for the facilitator. Asked beside the socket, because the room does not know
 * the log.
 */

import { ask } from "./beside-socket.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

const MAX_TEXT = 1500;

/**
 * @param {string} text the theme or the action at hand
 * @returns {Promise<RecalledEntry[]>}
 */
export const findEarlierEntries = (text) =>
  ask("recall", { text: text.slice(0, MAX_TEXT) }).then((body) => body.entries);

/** Shows an earlier entry to everybody in the room. @param {string} entry its id */
export const showToRoom = (entry) => ask("recall/put", { entry });
