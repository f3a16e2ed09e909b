import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { html } from "./ui/html.js";
import { Dialog } from "./ui/dialog.js";
import { readItem, writeItem } from "../shared/storage.js";
import { chimes, toggleChime } from "./chime.js";
import { open } from "./state.js";

const NAME = "facilitator:keys";
const keysOn = signal(readItem(NAME) !== "off");
function toggleKeys() {
  keysOn.value = !keysOn.value;
  writeItem(NAME, keysOn.value ? "on" : "off");
}

/** Key -> what it does. Those with `press` push the button of that name when it is there. */
const KEYS = [
  {
    key: "n",
    says: "Notes: learnings, parking lot, steps",
    do: () => {
      open.value = "notes";
    },
  },
  {
    key: "p",
    says: "People",
    do: () => {
      open.value = "people";
    },
  },
  {
    key: "i",
    says: "Invite",
    do: () => {
      open.value = "invite";
    },
  },
  { key: "h", says: "Raise or lower your hand", press: "hand" },
  { key: "d", says: "Done writing, or not yet", press: "done" },
  { key: "b", says: "Back on the failure, or back to learning", press: "drift" },
  { key: "c", says: "A chime when time is up", do: toggleChime },
  {
    key: "?",
    says: "This list",
    do: () => {
      open.value = "keys";
    },
  },
];

const WRITING = "input, textarea, select, [contenteditable]";

/** Keys work where nobody is typing. */
export function useShortcuts() {
  useEffect(() => {
    const listen = (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      const held = event.ctrlKey || event.metaKey || event.altKey;
      if (!keysOn.value || held || open.value || target.closest(WRITING)) return;
      const found = KEYS.find(({ key }) => key === event.key);
      if (!found) return;
      event.preventDefault();
      if (found.do) return found.do();
      /** @type {HTMLElement | null} */
      const button = document.querySelector(`[data-key="${found.press}"]`);
      button?.click();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}

export function Keys() {
  return html`<${Dialog} title="Keys">
    <dl class="keys">${KEYS.map(
      ({ key, says }) => html`<div><dt><kbd>${key}</kbd></dt>
      <dd>${says}${key === "c" ? `: ${chimes.value ? "on" : "off"}` : ""}</dd></div>`,
    )}
      <div><dt><kbd>Enter</kbd></dt>
        <dd>Send what you are writing; <kbd>Shift</kbd> + <kbd>Enter</kbd> makes a new line</dd></div></dl>
    <label class="check"><input type="checkbox" checked=${keysOn.value} onChange=${toggleKeys} />${" "}
      <span>Use these keys while I am not writing</span></label>
    <p class="small"><a href="/guide/meeting" target="_blank" rel="noopener">How the meeting goes, stage by stage</a></p>
  <//>`;
}
