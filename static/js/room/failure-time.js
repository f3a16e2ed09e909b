/** The failure's time, while it is about to run out or is spent in a learning stage. */

import { computed } from "@preact/signals";
import { formatCountdown, formatDuration, ledgerTotals, stageTimeLeft } from "./clock.js";
import { now, shared, stage } from "./state.js";

const DEFAULT_WARN_SECONDS = 20;

/** Whether a failure stage is about to end by itself. */
export const endsSoon = computed(() => {
  const { id = "", focus } = stage.value ?? {};
  if (focus !== "failure") return false;
  const left = stageTimeLeft(shared.value, id, now());
  return left > 0 && left <= (shared.value.clock.warn_seconds ?? DEFAULT_WARN_SECONDS) * 1000;
});

/** Whether somebody has to look at the failure's time. */
export const isFailureWatched = computed(() => endsSoon.value || Boolean(shared.value.clock.drift));

/** What is left of the failure's time, in milliseconds; below zero when it is used up. */
export const failureTimeLeft = () =>
  shared.value.ledger.planned_failure_ms - ledgerTotals(shared.value, now()).failure;

/** "4:46 of failure time left": for those who have to look at it. */
export const failureTimeWords = computed(() => {
  const { id = "" } = stage.value ?? {};
  const left = failureTimeLeft();
  const stageLeft = formatCountdown(stageTimeLeft(shared.value, id, now()));
  if (left > 0) return `${endsSoon.value ? stageLeft : formatCountdown(left)} of failure time left`;
  if (endsSoon.value) return `${stageLeft}, then this ends by itself`;
  return `${formatDuration(left)} over the failure’s time`;
});
