import { useState } from "preact/hooks";
import { chime, toggleChime } from "../chime.js";
import { notifications, toggleNotifications } from "../notifications.js";
import { Check } from "../ui/check.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/** How this browser tells the time, and looks. */
export function SoundAndColours() {
  const [problem, setProblem] = useState("");
  const changeNotifications = async () => setProblem(await toggleNotifications());
  return html`<${Dialog} title="Sound and colours">
    <${Check} of=${{ ...chime, toggle: toggleChime }}>A chime when time is up<//>
    <${Check} of=${{ ...notifications, toggle: changeNotifications }}>Tell me when a stage begins and I look at something else<//>
    ${problem && html`<p class="field-error" role="alert">${problem}</p>`}
  <//>`;
}
