/** Which learning an action comes from. */

import { startOf } from "../format.js";
import { inOrder } from "../lists.js";
import { shared } from "../state.js";
import { html } from "../ui/html.js";

const MAX_OPTION = 90;

/** @param {{box: string, value: string, onInput: (name: string, value: string) => void}} props */
export function LearningChoice({ box, value, onInput }) {
  const learnings = inOrder(shared.value.learnings);
  if (!learnings.length) return null;
  return html`<div class="field">
    <label class="field-label" for=${`${box}-learning`}>It comes from <span class="optional">if any</span></label>
    <select class="input" id=${`${box}-learning`} value=${value}
      onChange=${(event) => onInput("learning", event.target.value)}>
      <option value="">None of them</option>${learnings.map(
        (item) => html`<option key=${item.id} value=${item.id}>
        ${startOf(item.text, MAX_OPTION)}</option>`,
      )}</select></div>`;
}
