/** The screen in the stages about cards and themes. */

import { count } from "../../shared/format.js";
import { inOrder } from "../lists.js";
import { shared } from "../state.js";
import { html } from "../ui/html.js";
import { Fitted } from "./fitted.js";
import { cardItem, Intro, learningItem } from "./items.js";

export function Group() {
  const { themes, cards } = shared.value;
  const all = inOrder(cards);
  const loose = all.filter((card) => !card.theme);
  const boxes = inOrder(themes).map(({ id, name }) => {
    const inside = all.filter((card) => card.theme === id);
    return html`<li class="card card-well" key=${id}><h2 class="screen-clamp" dir="auto">${name}</h2>
      <p class="quiet">${count(inside.length, "card")}</p></li>`;
  });
  const made = `${count(boxes.length, "theme")}, ${count(loose.length, "card")} on ${loose.length === 1 ? "its" : "their"} own`;
  return html`${boxes.length ? html`<p class="quiet">${made}</p>` : html`<${Intro} />`}
    <${Fitted} className="screen-cards" items=${[...boxes, ...loose.map(cardItem)]} />`;
}

export function Vote() {
  const { themes, polls } = shared.value;
  const poll = polls?.vote;
  const items = inOrder(themes).map(
    ({
      id,
      name,
      votes,
    }) => html`<li class="card screen-vote" key=${id}><span class="screen-clamp" dir="auto">${name}</span>
      ${votes !== undefined && html`<span class="votes">${count(votes, "vote")}</span>`}</li>`,
  );
  return html`${poll?.open && html`<p class="screen-count">${poll.answered} of ${poll.of} have voted</p>`}
    <${Fitted} className="screen-cards" items=${items} />`;
}

export function Discuss() {
  const { discuss, cards, learnings, themes } = shared.value;
  const theme = discuss?.theme;
  if (!theme) {
    const names = inOrder(themes).map(({ id, name }) => ({ id, text: name }));
    return html`<${Fitted} className="screen-cards" items=${names.map(cardItem)} />`;
  }
  const found = inOrder(learnings).filter((item) => item.theme === theme);
  const here = inOrder(cards).filter((card) => card.theme === theme);
  return html`${!found.length && !here.length && html`<${Intro} />`}
    <${Fitted} className="screen-learnings" items=${found.map(learningItem)} />
    <${Fitted} className="screen-cards" items=${here.map(cardItem)} />`;
}
