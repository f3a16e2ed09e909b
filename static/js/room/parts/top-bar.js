import { html } from "../ui/html.js";
import { inOrder, live, me, open, shared } from "../state.js";
import { initials, list } from "../format.js";
import { count } from "../../shared/format.js";

const MOST = 6;

function Seat({ seat }) {
  const [hand, mine] = [seat.hand !== undefined, seat.id === me.value.seat];
  return html`<span class=${`seat ${hand ? "seat-hand" : ""} ${mine ? "seat-me" : ""}`}>${initials(seat.name)}</span>`;
}

export function TopBar() {
  const { meeting } = shared.value;
  const named = meeting.secrecy === "named";
  const seats = inOrder(shared.value.seats);
  const here = seats.filter((seat) => seat.here);
  const hands = seats.filter((seat) => seat.hand !== undefined).length;
  const names = list(here.map((seat) => seat.name));
  const said = here.length ? `${names} ${here.length === 1 ? "is" : "are"} here` : "Nobody is here";
  return html`<header class="bar room-bar">
    <h1 class="bar-title" title=${meeting.title}>${meeting.title}</h1>
    <span class=${`badge ${named ? "badge-quiet" : ""}`}>${named ? "Named" : "Anonymous"}</span>
    <button type="button" class="button button-quiet seats-button" title=${said}
      onClick=${() => {
        open.value = "people";
      }}>
      <span class="visually-hidden">People: ${said}${hands ? `, ${count(hands, "hand")} up` : ""}</span>
      <span class="seats" aria-hidden="true">
        ${here.slice(0, MOST).map((seat) => html`<${Seat} key=${seat.id} seat=${seat} />`)}
        ${here.length > MOST && html`<span class="seat">+${here.length - MOST}</span>`}
      </span>
      <span class="seats-count small" aria-hidden="true">${here.length} here</span>
      ${hands > 0 && html`<span class="badge" aria-hidden="true">${count(hands, "hand")} up</span>`}
    </button>
    ${
      live.value &&
      html`<button type="button" class="button button-quiet wide-bar" data-key="notes"
      onClick=${() => {
        open.value = "notes";
      }}>Notes</button>`
    }
    <button type="button" class="button" onClick=${() => {
      open.value = "invite";
    }}>Invite</button>
  </header>`;
}
