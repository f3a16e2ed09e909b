import { html } from "../ui/html.js";
import { ActionList, NewAction } from "../parts/actions.js";
import { inOrder, shared } from "../state.js";

export function Commit() {
  const learnings = inOrder(shared.value.learnings);
  const none = !Object.keys(shared.value.actions ?? {}).length;
  return html`<div class="split deciding">
    <div class="stack">
      ${none && html`<p class="empty">A few steps that will happen are worth more than many that may. Begin with the learning that had the most votes.</p>`}
      <${ActionList} />
      ${learnings.length > 0 && html`<section class="stack stack-tight">
        <h3>What we learned</h3>${learnings.map((item) => html`<p class="quote" key=${item.id} dir="auto">${item.text}</p>`)}</section>`}
    </div>
    <aside class="card"><${NewAction} /></aside>
  </div>`;
}
