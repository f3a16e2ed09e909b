import { signal, computed } from "@preact/signals";
import { measureClock } from "./clock.js";

/**
 * What the room shows. Only connection.js and send.js write here.
 * @typedef {import("./types").Shared} Shared
 * @typedef {import("./types").Me} Me
 * @typedef {import("./types").Waiting} Waiting
 */
export const shared = signal(/** @type {Shared} */ (/** @type {unknown} */ (undefined)));
export const me = signal(/** @type {Me} */ (/** @type {unknown} */ (undefined)));
export const seq = signal(-1);
export const online = signal(false);
/** Why this browser can't be in the room any more: a sentence. */
export const ended = signal("");
export const waiting = signal(/** @type {Waiting[]} */ ([]));
export const own = signal(/** @type {Record<string, import("./own-cards.js").OwnCard>} */ ({}));
/** Box -> why its words came back. */
export const refusals = signal(/** @type {Record<string, string>} */ ({}));
/** One calm sentence above the foot. */
export const notice = signal("");
/** Which sheet or dialog is open: "", "people", "invite", "agenda", "notes", "close", "keys". */
export const open = signal("");

export const serverClock = measureClock(() => performance.now());
export const tick = signal(0);
setInterval(() => {
  tick.value = serverClock.now();
}, 250);
/** The server's time now; a component that reads it is drawn again four times a second. */
export const now = () => tick.value || serverClock.now();

export const stage = computed(() => {
  const id = shared.value?.clock.stage;
  return id ? { id, ...shared.value.stages[id] } : undefined;
});
/** @param {string} command whether it is open to me now */
export const can = (command) => me.value.can.includes(command);
export const live = computed(() => ["running", "paused"].includes(shared.value?.meeting.status));

/**
 * A collection of the view, in its order.
 * @template {object} T
 * @param {Record<string, T & {pos: number}> | undefined} collection
 * @returns {(T & {id: string, pos: number})[]}
 */
export const inOrder = (collection) =>
  Object.entries(collection ?? {})
    .map(([id, value]) => ({ id, ...value }))
    .sort((a, b) => a.pos - b.pos);
