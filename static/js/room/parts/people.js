import { html } from "../ui/html.js";
import { Act } from "../ui/act.js";
import { close, Dialog } from "../ui/dialog.js";
import { Menu } from "../ui/menu.js";
import { NameField } from "../ui/name-field.js";
import { send, sendNow } from "../send.js";
import { can, inOrder, me, shared } from "../state.js";
import { initials } from "../words.js";

const roleOf = (seat) =>
  [seat.role === "facilitator" && "facilitates", seat.asker && "raises questions"].filter(Boolean).join(", ");

/** What the facilitator may do about somebody; the server says what is open. */
function deeds(seat) {
  const act = (name, label, data = {}, sure = "") => can(name)
    && { label, sure, do: () => sendNow(name, { seat: seat.id, ...data }) };
  return [
    seat.role !== "facilitator" && act("hand_over", "Hand the chair over"),
    seat.role !== "facilitator" && act("make_facilitator", "Let them facilitate too"),
    act("name_asker", seat.asker ? "No longer raises questions" : "Ask them to raise questions", { asker: !seat.asker }),
    seat.hand !== undefined && can("remove_seat") && act("lower_hand", "Take the hand down"),
    seat.id !== me.value.seat && act("remove_seat", "Remove from the room", {}, `Remove ${seat.name}? What they wrote stays. Yes, remove.`),
  ].filter(Boolean);
}

function Person({ seat }) {
  const mine = seat.id === me.value.seat;
  return html`<li class="list-row person-row">
    <span class=${`seat ${seat.here ? "" : "seat-away"}`} aria-hidden="true">${initials(seat.name)}</span>
    <div class="list-main">
      ${mine && can("rename_seat")
        ? html`<${NameField} value=${seat.name} label="Your name" max=${shared.value.limits?.name} onChange=${(name) => send("rename_seat", { name })} />`
        : html`<span>${seat.name}</span>`}
      <span class="small quiet">${[mine && "you", roleOf(seat), !seat.here && "away"].filter(Boolean).join(" · ")}</span>
    </div>
    ${seat.hand !== undefined && html`<span class="badge">hand up</span>`}
    <${Menu} label="⋯" name=${`What you can do about ${seat.name}`} items=${deeds(seat)} />
  </li>`;
}

export function People() {
  const { seats, meeting } = shared.value;
  const people = inOrder(seats).sort((a, b) => Number(Boolean(b.here)) - Number(Boolean(a.here)));
  return html`<${Dialog} title="People" how="sheet">
    <ul class="list" role="list">${people.map((seat) => html`<${Person} key=${seat.id} seat=${seat} />`)}</ul>
    ${people.length <= 3 && meeting.secrecy === "anonymous" && html`<p class="small quiet">With so few people, anonymity is thin: someone may guess whose words are whose.</p>`}
    <div class="row">
      <${Act} does="lock_room" data=${{ locked: !meeting.locked }}>${meeting.locked ? "Let people join again" : "Lock the room"}<//>
      <${Act} does="step_down" onClick=${close}>Step down as facilitator<//>
    </div>
    ${meeting.locked && html`<p class="small quiet">The room is locked: nobody new can join.</p>`}
  <//>`;
}
