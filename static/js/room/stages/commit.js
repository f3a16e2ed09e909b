import { inOrder } from "../lists.js";
import { ActionList, NewAction } from "../parts/actions.js";
import { EarlierEntries } from "../parts/earlier-entries.js";
import { shared } from "../state.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";

/**
 * @returns {string} what to look for in the log: the action that was written last, or else what was learned
 */
function recallText() {
  const { actions, learnings } = shared.value;
  const last = inOrder(actions).at(-1);
  const texts = last ? [last.what, last.hypothesis, last.test] : inOrder(learnings).map((item) => item.text);
  return texts.filter(Boolean).join("\n");
}

export function Commit() {
  const learnings = inOrder(shared.value.learnings);
  const hasNone = !Object.keys(shared.value.actions ?? {}).length;
  return html`<div class="split deciding">
    <div class="stack">
      ${
        hasNone &&
        html`<p class="empty">A few steps that will happen are worth more than many that may. Begin with the
        learning that had the most votes.</p>`
      }
      <${ActionList} />
      <${EarlierEntries} text=${recallText()} />
      ${
        learnings.length > 0 &&
        html`<section class="stack stack-tight">
        <h3>What we learned</h3>
        ${learnings.map((item) => html`<p class="quote" key=${item.id} dir="auto"><${Linked} text=${item.text} /></p>`)}</section>`
      }
    </div>
    <aside class="card"><${NewAction} /></aside>
  </div>`;
}
