import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { send } from "../send.js";
import { can, me, shared } from "../state.js";
import { count } from "../../shared/format.js";

/** How many gave each answer, told in numbers too. */
function Histogram({ poll, scores, ends }) {
  const counts = poll.counts;
  const n = poll.answered;
  if (!counts) {
    return html`<p class="quiet">${count(n, "answer")}. The answers are shown from four on, so that nobody’s can be
      guessed.</p>`;
  }
  const most = Math.max(1, ...Object.values(counts).map(Number));
  return html`<div class="histogram">
    <ol role="list">${scores.map(
      (score) => html`<li key=${score}>
      <span class="histogram-bar" style=${{ "--part": (counts[score] ?? 0) / most }}></span>
      <span class="figures">${counts[score] ?? 0}<span class="visually-hidden"> answered</span></span>
      <span class="small quiet">${score}</span></li>`,
    )}</ol>
    <p class="small quiet scale-ends"><span>${ends[0]}</span><span>${ends[1]}</span></p>
    <p class="small quiet">${count(n, "answer")}${poll.mean !== undefined ? `, ${poll.mean} on average` : ""}.</p>
  </div>`;
}

/**
 * A secret question with a few numbers to choose from, and what its tally left.
 * @param {{name: "safety" | "roti", command: string, title: string, scores: number[], ends: [string, string]}} props
 */
export function Poll({ name, command, title, scores, ends }) {
  const poll = shared.value.polls?.[name];
  if (!poll) return null;
  const mine = me.value.ballots?.[name];
  return html`<section class="poll" aria-label=${title}>
    <h3>${title}</h3>
    ${
      poll.open
        ? html`
      <div class="scale" role="group" aria-label=${`${scores[0]}: ${ends[0]}, ${scores.at(-1)}: ${ends[1]}`}>
        ${scores.map(
          (score) => html`<button key=${score} type="button" class="button scale-step"
          aria-pressed=${mine === score} disabled=${!can(command)}
          onClick=${() => send(command, { score })}>${score}</button>`,
        )}
      </div>
      <p class="small quiet scale-ends"><span>${ends[0]}</span><span>${ends[1]}</span></p>
      <p class="small quiet">Secret: nobody sees who answered what. ${poll.answered} of ${poll.of} answered.</p>`
        : html`<${Histogram} poll=${poll} scores=${scores} ends=${ends} />`
    }
    <div class="row">
      ${
        poll.open
          ? html`<${Act} does="close_poll" data=${{ poll: name }} how="button-small">Show the answers<//>`
          : html`<${Act} does="reopen_poll" data=${{ poll: name }} how="button-small"
          sure="These answers go. Ask everybody anew">Ask again<//>`
      }
    </div>
  </section>`;
}
