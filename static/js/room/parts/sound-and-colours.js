import { useState } from "preact/hooks";
import { COLOURS, chooseColours, chosenColours } from "../../shared/colours.js";
import { chime, toggleChime } from "../chime.js";
import { notifications, toggleNotifications } from "../notifications.js";
import { Check } from "../ui/check.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/** How this browser tells the time, and looks. */
export function SoundAndColours() {
  const [problem, setProblem] = useState("");
  const [colours, setColours] = useState(chosenColours);
  const choose = (/** @type {string} */ value) => {
    chooseColours(value);
    setColours(value);
  };
  const changeNotifications = async () => setProblem(await toggleNotifications());
  return html`<${Dialog} title="Sound and colours">
    <${Check} of=${{ ...chime, toggle: toggleChime }}>A chime when time is up<//>
    <${Check} of=${{ ...notifications, toggle: changeNotifications }}>Tell me when a stage begins and I look at something else<//>
    ${problem && html`<p class="field-error" role="alert">${problem}</p>`}
    <div class="stack stack-tight"><h3 id="colours">Colours</h3>
      <div class="segments" role="group" aria-labelledby="colours">${Object.entries(COLOURS).map(
        ([
          value,
          name,
        ]) => html`<button type="button" class="segment" key=${value} aria-pressed=${colours === value}
          onClick=${() => choose(value)}>${name}</button>`,
      )}</div>
      <p class="small quiet">All of this is kept in this browser; the colours are for every page here.</p></div>
  <//>`;
}
