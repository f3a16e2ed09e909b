import { count } from "../../shared/format.js";
import { formatPlanned, initials } from "../format.js";
import { inOrder } from "../lists.js";
import { RecountFields } from "../parts/recount-fields.js";
import { can, isAway, plannedSeconds, shared } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";
import { Statement } from "./frame.js";

function Settings() {
  const { meeting } = shared.value;
  const isNamed = meeting.secrecy === "named";
  return html`<div class="row">
    <${CommandButton} command="set_secrecy" data=${{ secrecy: isNamed ? "anonymous" : "named" }} className="button-small">
      ${isNamed ? "Make it anonymous" : "Make it named"}<//>
    ${
      can("set_votes") &&
      html`<span class="row small">Votes for each: <span class="row">
      <${CommandButton} command="set_votes" data=${{ votes: Math.max(1, meeting.votes - 1) }} className="button-small button-icon">
        <span aria-hidden="true">−</span><span class="visually-hidden">One vote less</span><//>
      <strong class="figures">${meeting.votes}</strong>
      <${CommandButton} command="set_votes" data=${{ votes: Math.min(10, meeting.votes + 1) }} className="button-small button-icon">
        <span aria-hidden="true">+</span><span class="visually-hidden">One vote more</span><//></span></span>`
    }
  </div>`;
}

/** Up to so many people, leaving names away protects little. */
const FEW = 3;

/** Before the start: who is here and what will happen. */
export function Lobby() {
  const { meeting, seats, stages } = shared.value;
  const people = inOrder(seats).filter((seat) => seat.here || isAway(seat.id));
  const isNamed = meeting.secrecy === "named";
  const isAlone = can("start") && people.filter((seat) => seat.here).length < 2;
  return html`<header class="stage-header"><div>
    <h2 class="stage-title" tabindex="-1">
      ${can("start") ? "Start when everybody is here" : "You are in. It starts soon."}</h2>
    <p class="quiet">${formatPlanned(plannedSeconds())}, ${count(Object.keys(stages).length, "stage")}. Most of the time goes to
      what we learn.</p></div></header>
    <section class="stack stack-tight"><h3>Here now</h3>
      <ul class="people" role="list">${people.map(
        (seat) => html`<li class="person" key=${seat.id}>
        <span class=${`seat ${seat.here ? "" : "seat-away"}`} aria-hidden="true">${initials(seat.name)}</span>
        <span class="name"><bdi>${seat.name}</bdi></span>
        ${seat.role === "facilitator" && html`<span class="small quiet">facilitates</span>`}
        ${!seat.here && html`<span class="small quiet">away</span>`}</li>`,
      )}</ul>
      ${isAlone && html`<p class="quiet">Nobody else yet. Send them the link, under Invite; they show up here.</p>`}
    </section>
    <section class="stack stack-tight"><h3>${isNamed ? "Named" : "Anonymous"}</h3>
      <p class="quiet">${
        isNamed
          ? "Once the cards are shown, each has its writer’s name on it."
          : "Nobody sees who wrote a card; not even the database knows. Votes and answers are secret."
      }
        ${!isNamed && Object.keys(seats).length <= FEW ? " With so few people, though, someone may guess." : ""}</p>
      <${Settings} /></section>
    <${Statement} />
    ${
      can("edit_recount") &&
      html`<details>
      <summary>What happened, written before the meeting</summary>
      <${RecountFields} /></details>`
    }`;
}
