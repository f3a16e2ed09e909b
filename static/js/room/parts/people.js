import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { close, Dialog } from "../ui/dialog.js";
import { Menu } from "../ui/menu.js";
import { NameField } from "../ui/inline-field.js";
import { send, sendNow } from "../send.js";
import { can, inOrder, me, shared } from "../state.js";
import { initials, present } from "../format.js";

const roleOf = (seat) =>
  [seat.role === "facilitator" && "facilitates", seat.asker && "raises questions"].filter(Boolean).join(", ");

/** What the facilitator may do about somebody; the server says what is open. */
function deeds(seat) {
  const mine = seat.id === me.value.seat;
  const leads = seat.role === "facilitator";
  const act = (name, label, data = {}, sure = "") =>
    can(name) && { label, sure, do: () => sendNow(name, { seat: seat.id, ...data }) };
  return present([
    !leads &&
      act("hand_over", "Hand the chair over", {}, `${seat.name} facilitates, you take part? Yes, hand over.`),
    !leads && act("make_facilitator", "Let them facilitate too"),
    seat.asker && act("name_asker", "No longer raises questions", { asker: false }),
    !seat.asker && !leads && act("name_asker", "Ask them to raise questions", { asker: true }),
    seat.hand !== undefined && can("remove_seat") && act("lower_hand", "Take the hand down"),
    !mine &&
      act(
        "remove_seat",
        "Remove from the room",
        {},
        `Remove ${seat.name}? What they wrote stays. Yes, remove.`,
      ),
  ]);
}

function Person({ seat }) {
  const mine = seat.id === me.value.seat;
  const rename = (name) => send("rename_seat", { name }, { box: "name", text: name });
  return html`<li class="list-row person-row">
    <span class=${`seat ${seat.here ? "" : "seat-away"}`} aria-hidden="true">${initials(seat.name)}</span>
    <div class="list-main">
      ${
        mine && can("rename_seat")
          ? html`<${NameField} box="name" value=${seat.name} label="Your name" max=${shared.value.limits?.name}
          onChange=${rename} />`
          : html`<span dir="auto">${seat.name}</span>`
      }
      <span class="small quiet">
        ${[mine && "you", roleOf(seat), !seat.here && "away"].filter(Boolean).join(" · ")}</span>
    </div>
    ${seat.hand !== undefined && html`<span class="badge">hand up</span>`}
    <${Menu} label="⋯" name=${`What you can do about ${seat.name}`} items=${deeds(seat)} />
  </li>`;
}

/** Raised hands first, in their order; then who is here. */
const rank = (seat) => seat.hand ?? (seat.here ? 1e9 : 2e9);

export function People() {
  const { seats, meeting } = shared.value;
  const people = inOrder(seats).sort((a, b) => rank(a) - rank(b));
  return html`<${Dialog} title="People" how="sheet">
    <ul class="list" role="list">${people.map((seat) => html`<${Person} key=${seat.id} seat=${seat} />`)}</ul>
    ${
      people.length <= 3 &&
      meeting.secrecy === "anonymous" &&
      html`<p class="small quiet">
      With so few people, anonymity is thin: someone may guess whose words are whose.</p>`
    }
    <div class="row">
      <${Act} does="lock_room" data=${{ locked: !meeting.locked }}>
        ${meeting.locked ? "Let people join again" : "Lock the room"}<//>
      <${Act} does="step_down" onClick=${close}>Step down as facilitator<//>
    </div>
    ${meeting.locked && html`<p class="small quiet">The room is locked: nobody new can join.</p>`}
  <//>`;
}
