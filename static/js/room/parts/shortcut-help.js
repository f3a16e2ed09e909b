import { chime } from "../chime.js";
import { myShortcuts, shortcuts } from "../shortcuts.js";
import { Check } from "../ui/check.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/** The dialog that explains the keyboard shortcuts. */
export function ShortcutHelp() {
  return html`<${Dialog} title="Keyboard shortcuts">
    <dl class="keys">${myShortcuts().map(
      ({ key, description }) => html`<div><dt><kbd>${key}</kbd></dt>
      <dd>${description}${key === "c" ? `: ${chime.isOn.value ? "on" : "off"}` : ""}</dd></div>`,
    )}
      <div><dt><kbd>Enter</kbd></dt>
        <dd>Send what you are writing; <kbd>Shift</kbd> + <kbd>Enter</kbd> makes a new line</dd></div></dl>
    <${Check} of=${shortcuts}>Use these keys while I am not writing<//>
    <p class="small quiet">They rest until two seconds after the last letter that you typed.</p>
    <p class="small"><a href="/guide/meeting" target="_blank" rel="noopener">How the meeting goes, stage by stage</a></p>
  <//>`;
}
