import { useState } from "preact/hooks";
import { formatCountdown, formatDuration, stageTimeLeft, stageTimeSpent } from "../clock.js";
import { endsSoon, failureTimeWords, isFailureWatched } from "../failure-time.js";
import { formatPlanned } from "../format.js";
import { inOrder } from "../lists.js";
import { can, now, shared, showDialog, stage } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";
import { Meter } from "./meter.js";

/** The class of the dot before a stage, by its state. */
const DOT_CLASSES = { done: "dot-full", now: "dot-half", next: "" };

/** The time of one stage: how long it took, what is left, or what is planned. */
function StageTime({ item }) {
  if (item.state === "done") {
    return html`<span>${formatDuration(stageTimeSpent(shared.value, item.id, now()))}</span>`;
  }
  if (item.state === "now") {
    return html`<span role="timer">${formatCountdown(stageTimeLeft(shared.value, item.id, now()))}</span>`;
  }
  return html`<span>${formatPlanned(item.seconds)}</span>`;
}

function Agenda() {
  return html`<ol class="agenda" role="list">
    ${inOrder(shared.value.stages).map(
      (item) => html`<li key=${item.id} data-state=${item.state}
      aria-current=${item.state === "now" ? "step" : undefined}>
      <span class=${`dot ${DOT_CLASSES[item.state]} ${item.focus === "failure" ? "dot-failure" : ""}`}></span>
      <span>${item.title}${item.state === "done" && html`<span class="visually-hidden">, done</span>`}</span>
      <${StageTime} item=${item} />
    </li>`,
    )}
  </ol>`;
}

/** What is left of the failure's time; in its last seconds there can be more. */
const FailureTime = () => html`<p class="rail-left">${failureTimeWords.value}
  ${
    endsSoon.value &&
    html`<${CommandButton} command="extend_stage" data=${{ stage: stage.value?.id }} className="button-small nowrap">+1 min<//>`
  }</p>`;

/**
 * Agenda and meter. On a wide screen they are a column. On a narrow one only the present stage and the meter
 * are in sight, and a press unfolds the rest.
 */
export function Rail() {
  const [isUnfolded, setUnfolded] = useState(false);
  const item = stage.value;
  return html`<aside class="rail" aria-label="Agenda and time" data-unfolded=${isUnfolded} data-ember=${isFailureWatched.value}>
    <button type="button" class="rail-now" aria-expanded=${isUnfolded} onClick=${() => setUnfolded(!isUnfolded)}>
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
        onClick=${() => showDialog("agenda")}>Change the agenda</button>`
      }
    </div>
    ${isFailureWatched.value && html`<${FailureTime} />`}
    <${Meter} />
    <p class="rail-foot small quiet"><button type="button" class="link-button"
      onClick=${() => showDialog("settings")}>Sound and colours</button>
      <button type="button" class="link-button wide-bar"
        onClick=${() => showDialog("keys")}>Keyboard shortcuts</button></p>
  </aside>`;
}
