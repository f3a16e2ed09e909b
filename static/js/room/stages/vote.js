import { count } from "../../shared/format.js";
import { inOrder } from "../lists.js";
import { againLine, answeredLine } from "../parts/answered.js";
import { PollButtons } from "../parts/poll-buttons.js";
import { send } from "../send.js";
import { can, me, pendingCommands, shared } from "../state.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";

/**
 * How often a command waits for the server.
 * @param {string} command
 * @param {string} [theme] only those on this theme
 */
const pendingCount = (command, theme) =>
  pendingCommands.value.filter(({ name, data }) => name === command && (!theme || data.theme === theme))
    .length;

/** Votes that were given and are not counted by the server yet; negative when more were taken back. */
const pendingVotes = (theme = "") => pendingCount("cast_vote", theme) - pendingCount("take_back_vote", theme);

/** My votes on a theme. @param {string} theme */
function votesOn(theme) {
  return (me.value.ballots?.vote?.[theme] ?? 0) + pendingVotes(theme);
}

function ThemeRow({ theme, votesLeft, isOpen }) {
  const myVotes = votesOn(theme.id);
  const cards = inOrder(shared.value.cards).filter((card) => card.theme === theme.id);
  return html`<li class="vote-row" data-mine=${isOpen && myVotes > 0}>
    <div class="stack-tight stack"><p class="serif lead" dir="auto">${theme.name}</p>
      ${
        cards.length > 0 &&
        html`<details class="small"><summary class="quiet">${count(cards.length, "card")}</summary>
        <ul>${cards.map((card) => html`<li key=${card.id} dir="auto"><${Linked} text=${card.text} /></li>`)}</ul></details>`
      }</div>
    ${
      isOpen
        ? html`<div class="stepper" role="group" aria-label=${`Your votes for ${theme.name}`}>
        <button type="button" class="button button-icon" aria-label="Take one vote back"
          aria-disabled=${myVotes < 1 || !can("take_back_vote")}
          onClick=${() => myVotes > 0 && send("take_back_vote", { theme: theme.id })}>−</button>
        <output class="vote-mine">${myVotes}</output>
        <button type="button" class="button button-icon" aria-label="Give one vote"
          aria-disabled=${votesLeft < 1 || !can("cast_vote")}
          onClick=${() => votesLeft > 0 && send("cast_vote", { theme: theme.id })}>+</button></div>`
        : theme.votes !== undefined && html`<span class="votes">${count(theme.votes, "vote")}</span>`
    }
  </li>`;
}

export function Vote() {
  const { themes, polls, meeting } = shared.value;
  const poll = polls?.vote;
  const isOpen = Boolean(poll?.open);
  const all = inOrder(themes);
  const votesLeft = (me.value.votes_left ?? 0) - pendingVotes();
  if (!all.length) {
    return html`<p class="empty">There are no themes yet. Go back and put the cards together, or make themes by
      name.</p>`;
  }
  return html`<div class="voting stack">
    ${
      poll &&
      html`<div class="row vote-head">
      ${
        poll.open &&
        html`<p class="votes-left" role="status">
        <strong>${count(Math.max(0, votesLeft), "vote")} left</strong> of ${meeting.votes}</p>
        <p class="small quiet">Secret. Put several on one theme if it matters most.
          ${` ${answeredLine(poll, "have voted")}`} ${againLine(poll, true)}</p>`
      }
      <${PollButtons} name="vote" poll=${poll} countLabel="Count the votes" moreLabel="Let more people vote"
      anewLabel="Vote again" confirm="These votes go. Let everybody vote anew" /></div>`
    }
    <ul class="list" role="list">${all.map(
      (theme) => html`<${ThemeRow} key=${theme.id} theme=${theme} votesLeft=${votesLeft} isOpen=${isOpen} />`,
    )}</ul>
  </div>`;
}
