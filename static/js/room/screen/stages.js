/** What the screen shows in each stage. */

import { count } from "../../shared/format.js";
import { boot } from "../boot.js";
import { whenOf } from "../format.js";
import { inOrder } from "../lists.js";
import { ShownEntry } from "../parts/earlier-entries.js";
import { Histogram } from "../parts/poll.js";
import { Question } from "../parts/question.js";
import { DECISIONS } from "../parts/review-choices.js";
import { RECOUNT } from "../recount.js";
import { shared, stage } from "../state.js";
import { html } from "../ui/html.js";
import { Fitted } from "./fitted.js";
import { LearningText } from "./learning-text.js";

/** What was put before the room. */
export const Before = () => html`<${Question} /><${ShownEntry} />`;

const Intro = () => stage.value?.intro && html`<p class="quiet">${stage.value.intro}</p>`;

/** @param {{id: string, text: string}} item */
const cardItem = ({ id, text }) => html`<li class="card" key=${id} dir="auto">${text}</li>`;

/** @param {{id: string, text: string}} item */
const learningItem = ({ id, text }) => html`<li key=${id}><${LearningText} text=${text} /></li>`;

/** How many have answered, and once they are counted, the answers. @param {{name: "safety" | "roti"}} props */
function PollResult({ name }) {
  const poll = shared.value.polls?.[name];
  if (!poll) return null;
  const { title, scores, ends } = boot.polls[name];
  return html`<section class="screen-poll"><h2>${title}</h2>${
    poll.open
      ? html`<p class="quiet">${poll.answered} of ${poll.of} answered, in secret</p>`
      : html`<${Histogram} poll=${poll} scores=${scores} ends=${ends} />`
  }</section>`;
}

/** @param {import("../types").Review & {id: string}} review */
const reviewItem = ({ id, what, new_what: words, state, decision }) => html`<li key=${id}>
  <span class="quiet">${DECISIONS[decision ?? state]?.[0] ?? "Still open"}</span>
  <span class="serif" dir="auto">${words || what}</span></li>`;

function Frame() {
  const { statement, rules, reviews } = shared.value;
  const earlier = inOrder(reviews).map(reviewItem);
  return html`${statement && html`<blockquote class="screen-statement" dir="auto">${statement}</blockquote>`}
    <div class="screen-beside">
      <${Fitted} className="screen-lines" items=${inOrder(rules).map(
        ({ id, text }) => html`<li key=${id} dir="auto">${text}</li>`,
      )} />
      <${PollResult} name="safety" />
      ${
        earlier.length > 0 &&
        html`<section><h2>Since last time</h2>
        <${Fitted} className="screen-lines" items=${earlier} /></section>`
      }</div>`;
}

function Recount() {
  const { recount, timeline } = shared.value;
  const told = RECOUNT.filter(([part]) => recount?.[part]).map(
    ([part, title]) =>
      html`<li key=${part}><h2>${title}</h2><p class="serif" dir="auto">${recount?.[part]}</p></li>`,
  );
  const rows = inOrder(timeline).map(
    ({ id, at, what }) =>
      html`<li key=${id}><span class="quiet figures" dir="auto">${at}</span><span dir="auto">${what}</span></li>`,
  );
  return html`<div class="screen-beside"><${Fitted} className="screen-prose" items=${told} />
    ${rows.length > 0 && html`<${Fitted} className="screen-timeline" items=${rows} />`}</div>`;
}

function Reflect() {
  const { columns } = shared.value;
  return html`<${Intro} /><ul class="screen-columns" role="list">${inOrder(columns).map(
    ({ id, title, hint }) => html`<li key=${id} dir="auto"><h2>${title}</h2>
      ${hint && html`<p class="quiet">${hint}</p>`}</li>`,
  )}</ul>`;
}

function Group() {
  const { themes, cards } = shared.value;
  const all = inOrder(cards);
  const loose = all.filter((card) => !card.theme);
  const boxes = inOrder(themes).map(({ id, name }) => {
    const inside = all.filter((card) => card.theme === id);
    return html`<li class="card card-well" key=${id}><h2 dir="auto">${name}</h2>
      <p class="quiet">${count(inside.length, "card")}</p></li>`;
  });
  const made = `${count(boxes.length, "theme")}, ${count(loose.length, "card")} on ${loose.length === 1 ? "its" : "their"} own`;
  return html`${boxes.length ? html`<p class="quiet">${made}</p>` : html`<${Intro} />`}
    <${Fitted} className="screen-cards" items=${[...boxes, ...loose.map(cardItem)]} />`;
}

function Vote() {
  const { themes, polls } = shared.value;
  const poll = polls?.vote;
  const items = inOrder(themes).map(
    ({ id, name, votes }) => html`<li class="card screen-vote" key=${id}><span dir="auto">${name}</span>
      ${votes !== undefined && html`<span class="votes">${count(votes, "vote")}</span>`}</li>`,
  );
  return html`${poll?.open && html`<p class="screen-count">${poll.answered} of ${poll.of} have voted</p>`}
    <${Fitted} className="screen-cards" items=${items} />`;
}

function Discuss() {
  const { discuss, cards, learnings, themes } = shared.value;
  const theme = discuss?.theme;
  if (!theme) {
    const names = inOrder(themes).map(({ id, name }) => ({ id, text: name }));
    return html`<${Fitted} className="screen-cards" items=${names.map(cardItem)} />`;
  }
  const found = inOrder(learnings).filter((item) => item.theme === theme);
  const here = inOrder(cards).filter((card) => card.theme === theme);
  return html`<${Fitted} className="screen-learnings" items=${found.map(learningItem)} />
    <${Fitted} className="screen-cards" items=${here.map(cardItem)} />`;
}

function Commit() {
  const items = inOrder(shared.value.actions).map(({ id, kind, what, hypothesis, owner, due }) => {
    const isStep = kind === "step";
    const when = whenOf({ kind, due });
    return html`<li key=${id}><p class="serif" dir="auto">${what || hypothesis}</p>
      <p class="screen-action"><span class="votes">${isStep ? "Step" : "Experiment"}</span>
        ${owner && html` · <strong dir="auto">${owner}</strong>`}${when && ` · ${when}`}</p></li>`;
  });
  return items.length ? html`<${Fitted} className="screen-list" items=${items} />` : html`<${Intro} />`;
}

function Celebrate() {
  const items = inOrder(shared.value.appreciations).map(cardItem);
  return html`<${Fitted} className="screen-cards" items=${items} /><${PollResult} name="roti" />`;
}

function Closed() {
  return html`<${Fitted} className="screen-learnings" items=${inOrder(shared.value.learnings).map(learningItem)} />`;
}

/** @type {Record<string, any>} by the kind of stage */
export const STAGES = {
  frame: Frame,
  recount: Recount,
  reflect: Reflect,
  group: Group,
  vote: Vote,
  discuss: Discuss,
  commit: Commit,
  celebrate: Celebrate,
  closed: Closed,
};
