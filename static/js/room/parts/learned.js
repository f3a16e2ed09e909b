import { count } from "../../shared/format.js";
import { startOf } from "../format.js";
import { inOrder } from "../lists.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";

/** @typedef {import("./new-action.js").ActionKind} ActionKind */

/** Of what was learned in a theme, the first words stand for it when it had no theme. @param {any} learning */
const nameOf = ({ theme, text }) => shared.value.themes?.[theme ?? ""]?.name ?? `${startOf(text)}…`;

/** "1 step, 2 experiments" @param {string} learning its id */
function decidedOn(learning) {
  const kinds = Object.values(shared.value.actions ?? {}).filter((action) => action.learning === learning);
  const words = ["step", "experiment"].flatMap((kind) => {
    const number = kinds.filter((action) => action.kind === kind).length;
    return number ? [count(number, kind)] : [];
  });
  return words.join(", ") || "nothing yet";
}

/**
 * A learning, from which a step or an experiment is begun.
 * @param {{learning: any, chosen?: ActionKind, onToggle: (event: Event, kind: ActionKind, learning: string) => void}} props
 *   `chosen`: what is being written from it
 */
function Learned({ learning, chosen, onToggle }) {
  const button = (/** @type {ActionKind} */ kind) =>
    can("add_action") &&
    html`<button type="button" class="button button-small" aria-expanded=${chosen === kind}
      onClick=${(event) => onToggle(event, kind, learning.id)}>→ ${kind}
      <span class="visually-hidden"> from “${nameOf(learning)}”</span></button>`;
  return html`<li class="learned" data-chosen=${Boolean(chosen)}>
    <p class="serif" dir="auto"><${Linked} text=${learning.text} /></p>
    <div class="row"><span class="small quiet"><bdi>${nameOf(learning)}</bdi> · ${decidedOn(learning.id)}</span>
      ${button("step")}${button("experiment")}</div></li>`;
}

/** What was learned, those of the first theme first. */
export const learnedInOrder = () => {
  const { learnings, themes } = shared.value;
  const place = (/** @type {{theme?: string}} */ { theme }) =>
    themes?.[theme ?? ""]?.pos ?? Number.POSITIVE_INFINITY;
  return inOrder(learnings).sort((a, b) => place(a) - place(b) || a.pos - b.pos);
};

/** @param {{form?: {kind: ActionKind, learning: string}, onToggle: Function}} props */
export function LearnedList({ form, onToggle }) {
  return html`<ul class="stack stack-tight" role="list">${learnedInOrder().map(
    (learning) => html`<${Learned} key=${learning.id} learning=${learning}
      chosen=${form?.learning === learning.id ? form.kind : undefined} onToggle=${onToggle} />`,
  )}</ul>`;
}
