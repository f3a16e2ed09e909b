import { computed, effect, signal } from "@preact/signals";
import { endsSoon } from "./failure-time.js";
import { beforeTheRoom, shared, stage } from "./state.js";

/** What a screen reader says, once for each change. */
export const announcement = signal("");

/**
 * Announces what `read` gives when that has changed. Nothing is said at the first sight of the room.
 * @param {() => string} read a text that stands for what there is now
 * @param {(text: string) => string} say what to say of it, or ""
 */
function announce(read, say) {
  const current = computed(() => shared.value && read());
  /** @type {string | undefined} */
  let before;
  effect(() => {
    const words = before !== undefined && current.value !== before && say(current.value);
    if (words) announcement.value = words;
    before = current.value;
  });
}

/** Announces each new stage, a pause, the end of a failure stage, and what is put before the room. */
export function announceStages() {
  announce(
    () => `${shared.value.meeting.status}:${stage.value?.id ?? ""}`,
    (now) => {
      if (now.startsWith("paused")) return "Paused.";
      return stage.value ? `Now: ${stage.value.title}. ${stage.value.intro ?? ""}` : "";
    },
  );
  announce(
    () => (endsSoon.value ? "soon" : ""),
    (soon) => soon && "This stage ends by itself in a moment.",
  );
  announce(
    () => beforeTheRoom.value ?? "",
    (text) => text && `Before the room: ${text}`,
  );
}
