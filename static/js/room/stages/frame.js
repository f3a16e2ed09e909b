import { useState } from "preact/hooks";
import { Poll } from "../parts/poll.js";
import { Rules } from "../parts/rules.js";
import { SinceLastTime } from "../parts/since-last-time.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { isUnsent } from "../ui/lost-boxes.js";
import { SharedText } from "../ui/shared-text.js";

const BOX = "statement";

/** What the leader says in their own words; a facilitator can change it. */
export function Statement() {
  const { statement = "", meeting } = shared.value;
  const [isEditing, setEditing] = useState(() => isUnsent(BOX));
  if (can("edit_statement") && (isEditing || !statement)) {
    // Whoever goes into the empty box stays in it, whatever is saved meanwhile.
    return html`<div class="stack stack-tight" onFocusIn=${() => setEditing(true)}>
      <${SharedText} box=${BOX} label="What I own in this" read=${() => shared.value.statement ?? ""}
        command="edit_statement" limit="statement" rows=${3} hint="A sentence or two of your own. It makes it safe for the others to be as open." />
      ${
        statement &&
        html`<div><button type="button" class="button button-small"
        onClick=${() => setEditing(false)}>That’s it</button></div>`
      }</div>`;
  }
  if (!statement) return null;
  return html`<figure class="statement"><blockquote dir="auto" class="prose">${statement}</blockquote>
    <figcaption class="small quiet">${meeting.leader ?? "The leader"}${" "}
      ${
        can("edit_statement") &&
        html`<button type="button" class="link-button"
        onClick=${() => setEditing(true)}>Change it</button>`
      }</figcaption></figure>`;
}

export function Frame() {
  return html`<${Statement} />
    <div class="beside">
      <${Poll} name="safety" command="answer_safety" /><${Rules} /></div>
    <${SinceLastTime} />`;
}
