/** The sentences above the foot: why something was not done. Those without somebody's words go by themselves. */

import { effect } from "@preact/signals";
import { openNotices } from "./notice-list.js";
import { notice, shared } from "./state.js";

export const { show: showNotice, close: closeNotice } = openNotices((sentences) => {
  notice.value = sentences;
});

/** What was refused in one stage or theme, or in a pause, says nothing about the next. */
export function endOutdatedNotices() {
  let before = "";
  effect(() => {
    const { meeting, clock, discuss } = shared.value ?? {};
    const place = [meeting?.status, clock?.stage, discuss?.theme].join(":");
    if (place !== before) showNotice("");
    before = place;
  });
}
