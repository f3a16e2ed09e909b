/**
 * What this browser said to cards and learnings, with the key that takes each back. Nobody else knows whose they are.
 */

import { effect, signal } from "@preact/signals";
import { newId } from "../shared/ids.js";
import { seatPrefix } from "../shared/kept-seats.js";
import { boot } from "./boot.js";
import { openSeatStorage } from "./seat-storage.js";
import { send } from "./send.js";
import { me } from "./state.js";

/** The keys, by what they are to and their kind. */
const keys = signal(/** @type {Record<string, string>} */ ({}));
/** @type {import("./types").SeatStorage | undefined} */
let storage;

const read = () => {
  keys.value = storage?.get("reactions", {}) ?? {};
};

/** Reads them as soon as it is known whose seat it is. */
export function keepOwnReactions() {
  effect(() => {
    if (storage || !me.value) return;
    storage = openSeatStorage(seatPrefix(boot.meeting, me.value.seat));
    storage.watch("reactions", read);
    read();
  });
}

/** Read anew before each change: another tab of this seat may have its own. @param {string} name @param {string} [key] */
function keep(name, key) {
  const { [name]: _, ...others } = storage?.get("reactions", {}) ?? {};
  storage?.set("reactions", key ? { ...others, [name]: key } : others);
  read();
}

/** @param {string} to id of a card or a learning @param {string} kind */
export const isMine = (to, kind) => `${to}:${kind}` in keys.value;

/** Says it, or takes it back. @param {string} to id of a card or a learning @param {string} kind */
export async function toggleReaction(to, kind) {
  const name = `${to}:${kind}`;
  const known = keys.value[name];
  const key = known ?? newId();
  keep(name, known ? undefined : key);
  const answer = await send("react", { to, kind, key, on: !known });
  if (!answer.ok) keep(name, known);
}
