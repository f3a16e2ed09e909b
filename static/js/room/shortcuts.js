/** Keyboard shortcuts, and the dialog that explains them. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { readItem, writeItem } from "../shared/storage.js";
import { chimeIsOn, toggleChime } from "./chime.js";
import { openDialog, showDialog } from "./state.js";
import { Dialog } from "./ui/dialog.js";
import { html } from "./ui/html.js";

const STORAGE_KEY = "facilitator:keys";
const shortcutsAreOn = signal(readItem(STORAGE_KEY) !== "off");

function toggleShortcuts() {
  shortcutsAreOn.value = !shortcutsAreOn.value;
  writeItem(STORAGE_KEY, shortcutsAreOn.value ? "on" : "off");
}

/** `run`: what the key does; or `button`: the `data-key` of the button that it clicks, when that is there. */
const SHORTCUTS = [
  { key: "n", description: "Notes: learnings, parking lot, steps", run: () => showDialog("notes") },
  { key: "p", description: "People", run: () => showDialog("people") },
  { key: "i", description: "Invite", run: () => showDialog("invite") },
  { key: "h", description: "Raise or lower your hand", button: "hand" },
  { key: "d", description: "Done writing, or not yet", button: "done" },
  { key: "b", description: "Back on the failure, or back to learning", button: "drift" },
  { key: "c", description: "A chime when time is up", run: toggleChime },
  { key: "?", description: "This list", run: () => showDialog("keys") },
];

const FIELDS = "input, textarea, select, [contenteditable]";

/** Shortcuts work while nobody is typing and no dialog is open. */
export function useShortcuts() {
  useEffect(() => {
    const onKeyDown = (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (!shortcutsAreOn.value || hasModifier || openDialog.value || target.closest(FIELDS)) return;
      const shortcut = SHORTCUTS.find(({ key }) => key === event.key);
      if (!shortcut) return;
      event.preventDefault();
      if (shortcut.run) return shortcut.run();
      /** @type {HTMLElement | null} */
      const button = document.querySelector(`[data-key="${shortcut.button}"]`);
      button?.click();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

export function ShortcutHelp() {
  return html`<${Dialog} title="Keys">
    <dl class="keys">${SHORTCUTS.map(
      ({ key, description }) => html`<div><dt><kbd>${key}</kbd></dt>
      <dd>${description}${key === "c" ? `: ${chimeIsOn.value ? "on" : "off"}` : ""}</dd></div>`,
    )}
      <div><dt><kbd>Enter</kbd></dt>
        <dd>Send what you are writing; <kbd>Shift</kbd> + <kbd>Enter</kbd> makes a new line</dd></div></dl>
    <label class="check"><input type="checkbox" checked=${shortcutsAreOn.value} onChange=${toggleShortcuts} />${" "}
      <span>Use these keys while I am not writing</span></label>
    <p class="small"><a href="/guide/meeting" target="_blank" rel="noopener">How the meeting goes, stage by stage</a></p>
  <//>`;
}
