import { count } from "../../shared/format.js";
import { boot } from "../boot.js";
import { inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, me, pendingAnswer, shared } from "../state.js";
import { html } from "../ui/html.js";
import { againLine, answeredLine, countedLine } from "./answered.js";
import { PollButtons } from "./poll-buttons.js";

const NUMBERS = ["none", "one", "two", "three", "four"];

/** How many people gave each answer, as bars and as numbers. */
export function Histogram({ poll, scores, ends }) {
  const { counts } = poll;
  if (!counts) {
    return html`<p class="quiet">${countedLine(poll)} The answers are shown from four on, so that nobody’s can be
      guessed.</p>`;
  }
  const all = Object.values(counts).reduce((sum, answers) => sum + answers, 0);
  const meaning = { [scores[0]]: ends[0], [scores[scores.length - 1]]: ends[1] };
  return html`<div class="histogram">
    <ol role="list">${scores.map(
      (score) => html`<li key=${score}>
      <span><strong class="figures">${score}</strong> <span class="small quiet">${meaning[score]}</span></span>
      <span class="histogram-bar" style=${{ "--part": (counts[score] ?? 0) / all }}></span>
      <span class="figures">${counts[score] ?? 0}<span class="visually-hidden"> of ${count(all, "answer")}</span></span></li>`,
    )}</ol>
    <p class="small quiet">${countedLine(poll)}</p>
  </div>`;
}

/**
 * A secret question with a few numbers to choose from; after the tally, its result.
 * @param {object} props
 * @param {"safety" | "roti"} props.name
 * @param {string} props.command that answers it
 */
export function Poll({ name, command }) {
  const { title, scores, ends, least } = boot.polls[name];
  const poll = shared.value.polls?.[name];
  if (!poll) return null;
  const myScore = pendingAnswer(command)?.score ?? me.value.ballots?.[name];
  const people = poll.open ? (poll.of ?? 0) : inOrder(shared.value.seats).filter(({ here }) => here).length;
  // Of so few, nothing would be shown.
  const isShort = people < least && poll.mean === undefined && !poll.counts;
  return html`<section class="poll" aria-label=${title}>
    <h3>${title}</h3>
    ${
      poll.open
        ? html`
      <div class="scale" role="group" aria-label=${`${scores[0]}: ${ends[0]}, ${scores.at(-1)}: ${ends[1]}`}>
        ${scores.map(
          (score) => html`<button key=${score} type="button" class="button scale-step"
          aria-pressed=${myScore === score} disabled=${!can(command)}
          onClick=${() => send(command, { score })}>${score}</button>`,
        )}
      </div>
      <p class="small quiet scale-ends"><span>${ends[0]}</span><span>${ends[1]}</span></p>
      <p class="small quiet">Secret: nobody sees who answered what. ${answeredLine(poll)}
        ${againLine(poll, false)}</p>`
        : html`<${Histogram} poll=${poll} scores=${scores} ends=${ends} />`
    }
    ${
      isShort &&
      poll.open &&
      html`<p class="small quiet">With fewer than ${NUMBERS[least]} people the answers stay
      hidden, so that nobody’s can be guessed.</p>`
    }
    ${
      !isShort &&
      html`<${PollButtons} name=${name} poll=${poll} countLabel="Show the answers"
      moreLabel="Let more people answer" anewLabel="Ask again" confirm="These answers go. Ask everybody anew" />`
    }
  </section>`;
}
