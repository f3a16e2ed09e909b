import { effect, signal } from "@preact/signals";
import { left } from "./clock.js";
import { ring } from "./chime.js";
import { sendNow } from "./send.js";
import { can, now, online, shared, stage } from "./state.js";

const AGAIN_MS = 3000;
/** What a screen reader says, once for each change. */
export const said = signal("");

/** Say the stage when it changes; on the first sight of the room say nothing. */
function announce() {
  let before = "";
  effect(() => {
    const item = stage.value;
    const status = shared.value?.meeting.status;
    const key = `${status}:${item?.id ?? ""}`;
    if (before && key !== before && item) {
      said.value = status === "paused" ? "Paused." : `Now: ${item.title}. ${item.intro ?? ""}`;
    }
    if (status) before = key;
  });
}

/** A failure stage ends by itself: whoever is here says that it is due, and the server does it once. */
function endWhenDue() {
  let asked = 0;
  let rung = "";
  effect(() => {
    const item = stage.value;
    const time = now();
    if (!item || shared.value.meeting.status !== "running" || left(shared.value, item.id, time) > 0) return;
    const key = `${item.id}:${item.extra_seconds ?? 0}`;
    if (rung !== key) ring();
    rung = key;
    if (item.focus !== "failure" || !online.value || time - asked < AGAIN_MS || !can("end_due_stage")) return;
    asked = time;
    // Whoever else was here said it too: a refusal is no news.
    sendNow("end_due_stage", { stage: item.id }, true);
  });
}

export function watchTheRoom() {
  announce();
  endWhenDue();
}
