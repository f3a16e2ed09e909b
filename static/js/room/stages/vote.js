import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { send } from "../send.js";
import { can, inOrder, me, shared, waiting } from "../state.js";
import { count } from "../../shared/format.js";

/** My votes on a theme, with those still on their way. */
function votesOn(theme) {
  const coming = waiting.value.filter(({ data }) => data.theme === theme);
  const many = (name) => coming.filter((command) => command.name === name).length;
  return (me.value.ballots?.vote?.[theme] ?? 0) + many("cast_vote") - many("take_back_vote");
}

function Row({ theme, left, open }) {
  const mine = votesOn(theme.id);
  const cards = inOrder(shared.value.cards).filter((card) => card.theme === theme.id);
  return html`<li class="vote-row">
    <div class="stack-tight stack"><p class="serif lead" dir="auto">${theme.name}</p>
      ${
        cards.length > 0 &&
        html`<details class="small"><summary class="quiet">${count(cards.length, "card")}</summary>
        <ul>${cards.map((card) => html`<li key=${card.id} dir="auto">${card.text}</li>`)}</ul></details>`
      }</div>
    ${
      open
        ? html`<div class="stepper" role="group" aria-label=${`Your votes for ${theme.name}`}>
        <button type="button" class="button button-icon" aria-label="Take one vote back"
          aria-disabled=${mine < 1 || !can("take_back_vote")}
          onClick=${() => mine > 0 && send("take_back_vote", { theme: theme.id })}>−</button>
        <output class="vote-mine">${mine}</output>
        <button type="button" class="button button-icon" aria-label="Give one vote"
          aria-disabled=${left < 1 || !can("cast_vote")}
          onClick=${() => left > 0 && send("cast_vote", { theme: theme.id })}>+</button></div>`
        : theme.votes !== undefined && html`<span class="votes">${count(theme.votes, "vote")}</span>`
    }
  </li>`;
}

export function Vote() {
  const { themes, polls, meeting } = shared.value;
  const poll = polls?.vote;
  const open = Boolean(poll?.open);
  const all = inOrder(themes);
  const many = (command) => waiting.value.filter(({ name }) => name === command).length;
  const coming = many("cast_vote") - many("take_back_vote");
  const left = (me.value.votes_left ?? 0) - coming;
  if (!all.length) {
    return html`<p class="empty">There are no themes yet. Go back and put the cards together, or make themes by
      name.</p>`;
  }
  return html`<div class="voting stack">
    ${
      open &&
      html`<div class="row"><p class="votes-left" role="status">
      <strong>${count(Math.max(0, left), "vote")} left</strong> of ${meeting.votes}</p>
      <p class="small quiet">Secret. Put several on one theme if it matters most.
        ${` ${poll?.answered} of ${poll?.of} have voted.`}</p></div>`
    }
    <ul class="list" role="list">${all.map(
      (theme) => html`<${Row} key=${theme.id} theme=${theme} left=${left} open=${open} />`,
    )}</ul>
    <div class="row">${
      open
        ? html`<${Act} does="close_poll" data=${{ poll: "vote" }} how="button-small">Count the votes<//>`
        : html`<${Act} does="reopen_poll" data=${{ poll: "vote" }} how="button-small"
        sure="These votes go. Let everybody vote anew">Vote again<//>`
    }</div>
  </div>`;
}
