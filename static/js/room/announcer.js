import { signal } from "@preact/signals";
import { endsSoon } from "./failure-time.js";
import { onChange } from "./on-change.js";
import { beforeTheRoom, shared, stage } from "./state.js";

/** What a screen reader says, once for each change. */
export const announcement = signal("");
/** @param {string} words */
const announce = (words) => {
  announcement.value = words;
};

/** Announces each new stage, a pause, the end of a failure stage, and what is put before the room. */
export function announceStages() {
  onChange(
    () => `${shared.value.meeting.status}:${stage.value?.id ?? ""}`,
    (now) => {
      if (stage.value) {
        announce(
          now.startsWith("paused") ? "Paused." : `Now: ${stage.value.title}. ${stage.value.intro ?? ""}`,
        );
      }
    },
  );
  onChange(
    () => String(endsSoon.value),
    () => endsSoon.value && announce("This stage ends by itself in a moment."),
  );
  onChange(
    () => beforeTheRoom.value ?? "",
    (text) => announce(text && `Before the room: ${text}`),
  );
}
