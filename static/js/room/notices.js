/** The sentence above the foot: why something was not done. It goes by itself once it has had its time. */

import { effect } from "@preact/signals";
import { notice, shared } from "./state.js";

const SHOWN_MS = 15_000;
let timer = 0;
let hasWords = false;

/**
 * @param {string} sentence "" takes the one before away
 * @param {boolean} [withWords] whether it has somebody's words: then it stays until they close it
 */
export function showNotice(sentence, withWords = false) {
  clearTimeout(timer);
  notice.value = sentence;
  hasWords = withWords;
  if (sentence && !withWords) timer = window.setTimeout(showNotice, SHOWN_MS, "");
}

/** What was refused in one stage or theme, or in a pause, says nothing about the next. */
export function endOutdatedNotices() {
  let before = "";
  effect(() => {
    const { meeting, clock, discuss } = shared.value ?? {};
    const place = [meeting?.status, clock?.stage, discuss?.theme].join(":");
    if (place !== before && !hasWords) showNotice("");
    before = place;
  });
}
