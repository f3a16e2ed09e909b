/** The time that is left, in the tab's title: so it is seen from another tab, too. */

import { computed, effect } from "@preact/signals";
import { formatCountdown } from "./clock.js";
import { isLive, stage, timeLeft } from "./state.js";

const begin = computed(() =>
  isLive.value && stage.value ? `${formatCountdown(timeLeft().ms)} · ${stage.value.title} · ` : "",
);

/** The title begins with the time and the stage while the meeting goes on. */
export function showTimeInTitle() {
  const title = document.title;
  effect(() => {
    document.title = begin.value + title;
  });
}
