/** Since last time: actions of earlier meetings before the room, and what it decides about them. */

import { dayInWords } from "../../shared/format.js";
import { whenOf } from "../format.js";
import { inOrder } from "../lists.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";
import { DECISIONS, ReviewChoices } from "./review-choices.js";

/** @typedef {import("../types").Review & {id: string}} Review */

const WORKED = { yes: "It worked.", no: "It did not work.", "cannot tell": "Nobody can tell." };

/** A line; none without a text. */
const Line = ({ text, className = "small" }) =>
  text && html`<p class=${className} dir="auto"><${Linked} text=${text} /></p>`;

/** One that had ended before: thanks to whoever did it. @param {Review} review */
function Ended({ state, worked = "", came_of: cameOf, learned, what, owner }) {
  const isGood = state !== "dropped";
  return html`<li class=${`card ${isGood ? "card-learning" : "card-well"}`}>
    <p class="small quiet">${DECISIONS[state][0]}${isGood && ". Thank you!"}</p>
    <${Line} text=${what} className="serif" />
    <${Line} text=${owner} />
    <${Line} text=${worked && `Did it work? ${WORKED[worked]}`} />
    <${Line} text=${cameOf} /><${Line} text=${learned} /></li>`;
}

/** One that is still open, or was when the meeting began. @param {Review} review */
function Open(review) {
  const { kind, what, owner, due, decision, fixed, new_due: day, new_what: words, why } = review;
  return html`<li class="card">
    ${kind === "experiment" && html`<p class="small quiet">Experiment</p>`}
    <${Line} text=${what} className=${words ? "quiet" : "serif"} />
    <${Line} text=${[owner, whenOf({ kind, due })].filter(Boolean).join(" · ")} className="small quiet" />
    ${decision && html`<p class="strong">${DECISIONS[decision][0]}${day && ` until ${dayInWords(day)}`}</p>`}
    <${Line} text=${words} className="serif" /><${Line} text=${why} />
    ${fixed && html`<p class="small quiet">Those who were there decide about it.</p>`}
    ${!fixed && can("review_action") && html`<${ReviewChoices} review=${review} />`}</li>`;
}

/** Nothing when the leader chose no action. */
export function SinceLastTime() {
  const all = inOrder(shared.value.reviews);
  if (!all.length) return null;
  const open = all.filter((review) => review.state === "open");
  const list = (/** @type {Review[]} */ reviews, /** @type {any} */ Item) =>
    html`<ul class="reviews" role="list">${reviews.map((each) => html`<${Item} key=${each.id} ...${each} />`)}</ul>`;
  return html`<section class="stack" aria-labelledby="since-last-time">
    <h3 id="since-last-time">Since last time</h3>
    ${list(
      all.filter((review) => review.state !== "open"),
      Ended,
    )}
    ${
      open.length > 0 &&
      html`<p class="small quiet">Still open. Each can go on, get other words, or end. What we do not come to stays
      as it is.</p>`
    }
    ${list(open, Open)}</section>`;
}
