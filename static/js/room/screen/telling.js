/** The screen in the stages that tell what happened, and what is asked. */

import { inOrder } from "../lists.js";
import { DECISIONS } from "../parts/review-choices.js";
import { RECOUNT } from "../recount.js";
import { shared } from "../state.js";
import { html } from "../ui/html.js";
import { Fitted } from "./fitted.js";
import { Intro, PollResult } from "./items.js";

/** @param {import("../types").Review & {id: string}} review */
const reviewItem = ({ id, what, new_what: words, state, decision }) => html`<li key=${id}>
  <span class="quiet">${DECISIONS[decision ?? state]?.[0] ?? "Still open"}</span>
  <span class="serif" dir="auto">${words || what}</span></li>`;

export function Frame() {
  const { statement, rules, reviews } = shared.value;
  const earlier = inOrder(reviews).map(reviewItem);
  return html`${statement && html`<blockquote class="screen-statement" dir="auto">${statement}</blockquote>`}
    <div class="screen-beside">
      <${Fitted} className="screen-lines" items=${inOrder(rules).map(
        ({ id, text }) => html`<li key=${id} dir="auto"><span class="screen-clamp">${text}</span></li>`,
      )} />
      <${PollResult} name="safety" />
      ${
        earlier.length > 0 &&
        html`<section><h2>Since last time</h2>
        <${Fitted} className="screen-lines" items=${earlier} /></section>`
      }</div>`;
}

export function Recount() {
  const { recount, timeline } = shared.value;
  const told = RECOUNT.filter(([part]) => recount?.[part]).map(
    ([part, title]) =>
      html`<li key=${part}><h2>${title}</h2><p class="serif" dir="auto">${recount?.[part]}</p></li>`,
  );
  const rows = inOrder(timeline).map(
    ({ id, at, what }) =>
      html`<li key=${id}><span class="quiet figures" dir="auto">${at}</span><span dir="auto">${what}</span></li>`,
  );
  if (!told.length && !rows.length) return html`<${Intro} />`;
  return html`<div class="screen-beside">${told.length > 0 && html`<${Fitted} className="screen-prose" items=${told} />`}
    ${rows.length > 0 && html`<${Fitted} className="screen-timeline" items=${rows} />`}</div>`;
}

export function Reflect() {
  const { columns } = shared.value;
  return html`<${Intro} /><ul class="screen-columns" role="list">${inOrder(columns).map(
    ({ id, title, hint }) => html`<li key=${id} dir="auto"><h2>${title}</h2>
      ${hint && html`<p class="quiet">${hint}</p>`}</li>`,
  )}</ul>`;
}
