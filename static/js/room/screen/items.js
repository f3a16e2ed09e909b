/** What several stages on the screen are made of. */

import { boot } from "../boot.js";
import { Histogram } from "../parts/poll.js";
import { shared, stage } from "../state.js";
import { html } from "../ui/html.js";
import { LearningText } from "./learning-text.js";

export const Intro = () => stage.value?.intro && html`<p class="quiet">${stage.value.intro}</p>`;

/** @param {{id: string, text: string}} item */
export const cardItem = ({ id, text }) =>
  html`<li class="card" key=${id} dir="auto"><span class="screen-clamp">${text}</span></li>`;

/** @param {{id: string, text: string}} item */
export const learningItem = ({ id, text }) => html`<li key=${id}><${LearningText} text=${text} /></li>`;

/** How many have answered, and once they are counted, the answers. @param {{name: "safety" | "roti"}} props */
export function PollResult({ name }) {
  const poll = shared.value.polls?.[name];
  if (!poll) return null;
  const { title, scores, ends } = boot.polls[name];
  return html`<section class="screen-poll"><h2>${title}</h2>${
    poll.open
      ? html`<p class="quiet">${poll.answered} of ${poll.of} answered, in secret</p>`
      : html`<${Histogram} poll=${poll} scores=${scores} ends=${ends} />`
  }</section>`;
}
