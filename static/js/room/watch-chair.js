/** Notices when somebody else leads the room, also when that came while this page was closed. */

import { effect } from "@preact/signals";
import { describeChange, leadersOf } from "./chair.js";
import { chairChange, me, shared } from "./state.js";

const SHOWN_MS = 20_000;

export function closeChairChange() {
  chairChange.value = undefined;
}

/**
 * Shows each change for a while; for those concerned until they close it.
 * @param {import("./types").SeatStorage} storage keeps who led when this browser last looked
 */
export function watchChair(storage) {
  let timer = 0;
  /** @type {import("./chair.js").Leaders | undefined} */
  let before = storage.get("leaders", undefined);
  effect(() => {
    if (!shared.value || !me.value) return;
    const leaders = leadersOf(shared.value.seats);
    const change = before && describeChange(before, leaders, me.value.seat);
    if (JSON.stringify(before) !== JSON.stringify(leaders)) storage.set("leaders", leaders);
    before = leaders;
    if (!change) return;
    clearTimeout(timer);
    chairChange.value = change;
    if (!change.concernsMe) timer = window.setTimeout(closeChairChange, SHOWN_MS);
  });
}
