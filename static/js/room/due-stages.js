import { effect } from "@preact/signals";
import { playChime } from "./chime.js";
import { stageTimeLeft } from "./clock.js";
import { sendNow } from "./send.js";
import { can, now, online, shared, stage } from "./state.js";

const ASK_AGAIN_MS = 3000;

/**
 * Rings when a stage's time is up. A failure stage then ends by itself: every browser in the room says that
 * it is due, and the server ends it once.
 */
export function endDueStages() {
  let lastRequest = 0;
  let rungFor = "";
  effect(() => {
    const item = stage.value;
    const time = now();
    if (!item || shared.value.meeting.status !== "running") return;
    if (stageTimeLeft(shared.value, item.id, time) > 0) return;
    const key = `${item.id}:${item.extra_seconds ?? 0}`;
    if (rungFor !== key) playChime();
    rungFor = key;
    if (item.focus !== "failure" || !can("end_due_stage")) return;
    if (!online.value || time - lastRequest < ASK_AGAIN_MS) return;
    lastRequest = time;
    // A refusal only means that another browser was faster: it is not shown.
    sendNow("end_due_stage", { stage: item.id }, true);
  });
}
