/**
 * What this browser said to cards and learnings, with the key that takes each back. Nobody else knows whose they are.
 */

import { effect, signal } from "@preact/signals";
import { newId } from "../shared/ids.js";
import { seatPrefix } from "../shared/kept-seats.js";
import { boot } from "./boot.js";
import { openSeatStorage } from "./seat-storage.js";
import { send } from "./send.js";
import { me, shared } from "./state.js";

/** @typedef {{key: string, words: number}} Given `words`: a hash of what was said there then */

/** By what they are to and their kind. */
const given = signal(/** @type {Record<string, Given>} */ ({}));
/** @type {import("./types").SeatStorage | undefined} */
let storage;

const read = () => {
  given.value = storage?.get("reactions", {}) ?? {};
};

/** What a card or a learning says, but for blanks and case. @param {string} to @returns {number} 0: it is not there */
function wordsOf(to) {
  const { text = "" } = shared.value?.cards?.[to] ?? shared.value?.learnings?.[to] ?? {};
  const letters = [...text.trim().replace(/\s+/g, " ").toUpperCase()];
  return letters.reduce((sum, letter) => (Math.imul(sum, 31) + Number(letter.codePointAt(0))) | 0, 0);
}

/** With other words, nothing was said to them yet. @param {[string, Given]} entry */
const isReworded = ([name, { words }]) => ![0, words].includes(wordsOf(name.split(":")[0]));

/** Reads them as soon as it is known whose seat it is, and forgets those to words that are gone. */
export function keepOwnReactions() {
  effect(() => {
    if (storage || !me.value) return;
    storage = openSeatStorage(seatPrefix(boot.meeting, me.value.seat));
    storage.watch("reactions", read);
    read();
  });
  effect(() => {
    for (const entry of Object.entries(given.value).filter(isReworded)) keep(entry[0]);
  });
}

/** Read anew before each change: another tab of this seat may have its own. @param {string} name @param {Given} [one] */
function keep(name, one) {
  const { [name]: _, ...others } = storage?.get("reactions", {}) ?? {};
  storage?.set("reactions", one ? { ...others, [name]: one } : others);
  read();
}

/** @param {string} to id of a card or a learning @param {string} kind */
export const isMine = (to, kind) => `${to}:${kind}` in given.value;

/** Says it, or takes it back. @param {string} to id of a card or a learning @param {string} kind */
export async function toggleReaction(to, kind) {
  const name = `${to}:${kind}`;
  const known = given.value[name];
  const key = known?.key ?? newId();
  keep(name, known ? undefined : { key, words: wordsOf(to) });
  const answer = await send("react", { to, kind, key, on: !known });
  if (!answer.ok) keep(name, known);
}
