/** The screen in the stages about what comes of it, and after the meeting. */

import { whenOf } from "../format.js";
import { inOrder } from "../lists.js";
import { shared } from "../state.js";
import { html } from "../ui/html.js";
import { Fitted } from "./fitted.js";
import { cardItem, Intro, learningItem, PollResult } from "./items.js";

/** @param {import("../types").Action & {id: string}} action */
function actionItem({ id, kind, what, hypothesis, owner, due }) {
  const when = whenOf({ kind, due });
  return html`<li key=${id}><p class="serif" dir="auto">${what || hypothesis}</p>
    <p class="screen-action"><span class="votes">${kind === "step" ? "Step" : "Experiment"}</span>
      ${owner && html` · <strong dir="auto">${owner}</strong>`}${when && ` · ${when}`}</p></li>`;
}

export function Commit() {
  const items = inOrder(shared.value.actions).map(actionItem);
  return items.length ? html`<${Fitted} className="screen-list" items=${items} />` : html`<${Intro} />`;
}

export function Celebrate() {
  const { appreciations, polls } = shared.value;
  const items = inOrder(appreciations).map(cardItem);
  const result = html`<${PollResult} name="roti" />`;
  if (!items.length) return html`<${Intro} />${result}`;
  const cards = html`<${Fitted} className="screen-cards" items=${items} />`;
  // The answers are as high as the cards; that a poll is open is one line.
  return polls?.roti?.open
    ? html`${cards}${result}`
    : html`<div class="screen-beside">${cards}${result}</div>`;
}

export function Closed() {
  const { learnings, actions } = shared.value;
  return html`<${Fitted} className="screen-learnings" items=${inOrder(learnings).map(learningItem)} />
    <${Fitted} className="screen-list" items=${inOrder(actions).map(actionItem)} />`;
}
