import { can, chairChange, me, shared } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";
import { closeChairChange } from "../watch-chair.js";

/** Who leads now, after a change. Whose meeting it is can take the chair back at once. */
export function ChairChanged() {
  const change = chairChange.value;
  const isMine = shared.value.seats[me.value.seat]?.owner;
  return html`<div role="status">${
    change &&
    html`<div class=${`notice ${change.concernsMe ? "notice-learning" : ""}`}>
      <p>${change.sentence}
        ${!isMine && change.inMyPlace && ` To lead again, ask ${change.inMyPlace} to hand the chair back.`}</p>
      <div class="row">
        ${
          isMine &&
          can("take_chair") &&
          html`<${CommandButton} command="take_chair" className="button-small">Take the chair back<//>`
        }
        <button type="button" class="link-button small" onClick=${closeChairChange}>Close</button>
      </div></div>`
  }</div>`;
}
