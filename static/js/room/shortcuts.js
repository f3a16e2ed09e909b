/** Keyboard shortcuts. */

import { useLayoutEffect } from "preact/hooks";
import { toggleChime } from "./chime.js";
import { keptSwitch } from "./kept-switch.js";
import { keyActions } from "./parts/footer-actions.js";
import { me, openDialog, showDialog } from "./state.js";
import { isComposing } from "./ui/keys.js";
import { hasLostBox } from "./ui/lost-boxes.js";
import { isField, isTyping, noteTyping } from "./ui/typing.js";

export const shortcuts = keptSwitch("facilitator:keys");

/** Keys of what the whole room sees ask first. @param {string[]} keys of actions, of which there is one at a time */
const ask =
  (...keys) =>
  () => {
    const found = keyActions().find(({ key }) => keys.includes(key));
    if (found?.asksItself) found.onSelect();
    else if (found) showDialog(`ask:${found.key}`);
  };

/** `leads`: only for whoever facilitates. @type {{key: string, description: string, run: () => void, leads?: boolean}[]} */
const SHORTCUTS = [
  { key: "n", description: "Notes: learnings, parking lot, steps", run: () => showDialog("notes") },
  { key: "p", description: "People", run: () => showDialog("people") },
  { key: "i", description: "Invite", run: () => showDialog("invite") },
  { key: "h", description: "Raise or lower your hand; asks first", run: ask("hand") },
  { key: "d", description: "Done writing, or not yet; asks first", run: ask("done") },
  { key: "b", description: "Back on the failure, or back to learning; asks first", run: ask("drift") },
  {
    key: "g",
    description: "Go on, as the dark button does; asks first",
    run: ask("main", "resume"),
    leads: true,
  },
  { key: "w", description: "Wait: pause, or go on; asks first", run: ask("pause", "resume"), leads: true },
  { key: "+", description: "One minute more; asks first", run: ask("extend_stage"), leads: true },
  { key: "c", description: "A chime when time is up", run: toggleChime },
  { key: "?", description: "This list", run: () => showDialog("keys") },
];

/** The shortcuts that serve me. */
export const myShortcuts = () => SHORTCUTS.filter(({ leads }) => !leads || me.value.role === "facilitator");

/**
 * Shortcuts work while nobody is typing and no dialog is open. They rest for a moment after the last letter, and
 * as long as a box that somebody was writing in has no place of its own: what comes then may be a sentence.
 */
export function useShortcuts() {
  useLayoutEffect(() => {
    const onKeyDown = (event) => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (isField(event.target) || hasModifier || isComposing(event)) return;
      if (isTyping() || hasLostBox()) return noteTyping();
      if (!shortcuts.isOn.value || openDialog.value) return;
      const shortcut = myShortcuts().find(({ key }) => key === event.key);
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
