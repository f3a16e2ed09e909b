import { chime } from "../chime.js";
import { myShortcuts, shortcuts } from "../shortcuts.js";
import { Check } from "../ui/check.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/** Keys that are pressed together, and what they do. @type {[string[], string][]} */
const WHEN_GROUPING = [
  [["Shift", "click"], "Select all cards from the last selected one to this one"],
  [["Escape"], "Let go of the selected cards"],
  [["Ctrl", "Z"], "Undo my last step; ⌘ + Z on a Mac"],
];

/** The dialog that explains the keyboard shortcuts. */
export function ShortcutHelp() {
  return html`<${Dialog} title="Keyboard shortcuts">
    <dl class="keys">${myShortcuts().map(
      ({ key, description }) => html`<div><dt><kbd>${key}</kbd></dt>
      <dd>${description}${key === "c" ? `: ${chime.isOn.value ? "on" : "off"}` : ""}</dd></div>`,
    )}
      <div><dt><kbd>Enter</kbd></dt>
        <dd>Send what you are writing; <kbd>Shift</kbd> + <kbd>Enter</kbd> makes a new line</dd></div></dl>
    <h3>In “Put together”</h3>
    <dl class="keys keys-wide">${WHEN_GROUPING.map(
      ([keys, description]) =>
        html`<div><dt class="nowrap">${keys.map(
          (key, index) => html`${index > 0 && " + "}<kbd>${key}</kbd>`,
        )}</dt><dd>${description}</dd></div>`,
    )}</dl>
    <${Check} of=${shortcuts}>Use these keys while I am not writing<//>
    <p class="small quiet">They rest until two seconds after the last letter that you typed.</p>
    <p class="small"><a href="/guide/meeting" target="_blank" rel="noopener">How the meeting goes, stage by stage</a></p>
  <//>`;
}
