import { count } from "../../shared/format.js";
import { initials, joinNames } from "../format.js";
import { compact, inOrder } from "../lists.js";
import { absence, isAway, isLive, me, shared, showDialog } from "../state.js";
import { html } from "../ui/html.js";

const MAX_SEATS = 6;

function Seat({ seat }) {
  const classes = [
    seat.hand !== undefined && "seat-hand",
    seat.id === me.value.seat && "seat-me",
    !seat.here && "seat-away",
  ];
  return html`<span class=${`seat ${compact(classes).join(" ")}`}>${initials(seat.name)}</span>`;
}

/** The meeting's title, who is here or has just lost the connection, and buttons for people, notes and the invitation. */
export function TopBar() {
  const { meeting } = shared.value;
  const isNamed = meeting.secrecy === "named";
  const seats = inOrder(shared.value.seats);
  const here = seats.filter((seat) => seat.here);
  const shown = seats.filter((seat) => seat.here || isAway(seat.id));
  const hands = seats.filter((seat) => seat.hand !== undefined).length;
  const names = joinNames(here.map((seat) => seat.name));
  const away = joinNames(shown.filter((seat) => !seat.here).map((seat) => seat.name));
  const whoIsHere = [
    here.length ? `${names} ${here.length === 1 ? "is" : "are"} here` : "Nobody is here",
    away && `${away} away`,
  ]
    .filter(Boolean)
    .join(", ");
  return html`<header class="bar room-bar">
    <h1 class="bar-title" title=${meeting.title}>${meeting.title}</h1>
    <p class="bar-line small quiet" role="status">${absence.value}</p>
    <span class=${`badge ${isNamed ? "badge-quiet" : ""}`}>${isNamed ? "Named" : "Anonymous"}</span>
    <button type="button" class="button button-quiet seats-button" title=${whoIsHere}
      onClick=${() => showDialog("people")}>
      <span class="visually-hidden">People: ${whoIsHere}${hands ? `, ${count(hands, "hand")} up` : ""}</span>
      <span class="seats" aria-hidden="true">
        ${shown.slice(0, MAX_SEATS).map((seat) => html`<${Seat} key=${seat.id} seat=${seat} />`)}
        ${shown.length > MAX_SEATS && html`<span class="seat">+${shown.length - MAX_SEATS}</span>`}
      </span>
      <span class="seats-count small" aria-hidden="true">${here.length} here</span>
      ${hands > 0 && html`<span class="badge" aria-hidden="true">${count(hands, "hand")} up</span>`}
    </button>
    ${
      isLive.value &&
      html`<button type="button" class="button button-quiet wide-bar"
      onClick=${() => showDialog("notes")}>Notes</button>`
    }
    <button type="button" class="button" onClick=${() => showDialog("invite")}>Invite</button>
  </header>`;
}
