/** The system tells that a stage begins while the room's tab is hidden, if this browser was asked to. */

import { boot } from "./boot.js";
import { keptSwitch } from "./kept-switch.js";
import { inOrder } from "./lists.js";
import { onChange } from "./on-change.js";
import { shared, stage } from "./state.js";

const FORBIDDEN =
  "This browser does not allow it. Allow notifications for this site in its settings, then try again.";
const IMPOSSIBLE = "This browser can’t do that. The chime can tell you instead.";

export const notifications = keptSwitch("facilitator:notifications", "off");

/** Its title is all: it may stand on a screen that others see. @param {string} title */
function notify(title) {
  const shown = new Notification(title, { tag: boot.meeting });
  shown.onclick = () => {
    focus();
    shown.close();
  };
}

/**
 * Turns them off; or asks the browser, and turns them on once one was shown.
 * @returns {Promise<string>} why not, or ""
 */
export async function toggleNotifications() {
  if (!notifications.isOn.value) {
    if (!("Notification" in globalThis)) return IMPOSSIBLE;
    if ((await Notification.requestPermission()) !== "granted") return FORBIDDEN;
    try {
      notify((stage.value ?? inOrder(shared.value.stages)[0]).title);
    } catch {
      return IMPOSSIBLE;
    }
  }
  notifications.toggle();
  return "";
}

export function notifyOfStages() {
  onChange(
    () => stage.value?.id ?? "",
    () => {
      const isAllowed = notifications.isOn.value && Notification.permission === "granted";
      if (isAllowed && document.hidden && stage.value) notify(stage.value.title);
    },
  );
}
