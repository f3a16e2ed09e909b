import { effect, signal } from "@preact/signals";
import { shared, stage } from "./state.js";

/** What a screen reader says, once for each change. */
export const announcement = signal("");

/** Announces each new stage, and a pause. Nothing is said at the first sight of the room. */
export function announceStages() {
  let before = "";
  effect(() => {
    const item = stage.value;
    const status = shared.value?.meeting.status;
    const current = `${status}:${item?.id ?? ""}`;
    if (before && current !== before && item) {
      announcement.value = status === "paused" ? "Paused." : `Now: ${item.title}. ${item.intro ?? ""}`;
    }
    if (status) before = current;
  });
}
