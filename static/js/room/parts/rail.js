import { useState } from "preact/hooks";
import { chimes, toggleChime } from "../chime.js";
import { countdown, left, spent, written } from "../clock.js";
import { html } from "../ui/html.js";
import { can, inOrder, now, open, shared, stage } from "../state.js";
import { minutes } from "../format.js";
import { Meter } from "./meter.js";

const MARK = { done: "dot-full", now: "dot-half", next: "" };

/** The clock of one stage: what it took, what is left, or what is planned. */
function StageTime({ item }) {
  if (item.state === "done") return html`<span>${written(spent(shared.value, item.id, now()))}</span>`;
  if (item.state === "now")
    return html`<span role="timer">${countdown(left(shared.value, item.id, now()))}</span>`;
  return html`<span>${minutes(item.seconds)} min</span>`;
}

function Agenda() {
  return html`<ol class="agenda" role="list">
    ${inOrder(shared.value.stages).map(
      (item) => html`<li key=${item.id} data-state=${item.state}
      aria-current=${item.state === "now" ? "step" : undefined}>
      <span class=${`dot ${MARK[item.state]} ${item.focus === "failure" ? "dot-failure" : ""}`}></span>
      <span>${item.title}${item.state === "done" && html`<span class="visually-hidden">, done</span>`}</span>
      <${StageTime} item=${item} />
    </li>`,
    )}
  </ol>`;
}

/** Agenda and meter: a column when wide; when narrow the present stage and the meter stay and the rest unfolds. */
export function Rail() {
  const [unfolded, setUnfolded] = useState(false);
  const item = stage.value;
  return html`<aside class="rail" aria-label="Agenda and time" data-unfolded=${unfolded}>
    <button type="button" class="rail-now" aria-expanded=${unfolded} onClick=${() => setUnfolded(!unfolded)}>
      ${item && html`<span class=${`dot dot-half ${item.focus === "failure" ? "dot-failure" : ""}`}></span>`}
      <span class="rail-now-title">${item?.title ?? "The agenda"}</span>
      <span class="visually-hidden">, show the agenda</span>
      <span class="clock">${item ? html`<${StageTime} item=${item} />` : `${shared.value.meeting.minutes} min`}</span>
    </button>
    <div class="rail-agenda">
      <${Agenda} />
      ${
        can("set_agenda") &&
        html`<button type="button" class="link-button small quiet"
        onClick=${() => {
          open.value = "agenda";
        }}>Change the agenda</button>`
      }
    </div>
    <${Meter} />
    <p class="rail-foot small quiet"><button type="button" class="link-button" aria-pressed=${chimes.value}
      onClick=${toggleChime}>Chime when time is up: ${chimes.value ? "on" : "off"}</button>
      <button type="button" class="link-button wide-bar"
        onClick=${() => {
          open.value = "keys";
        }}>Keys</button></p>
  </aside>`;
}
