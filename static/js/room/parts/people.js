import { boot } from "../boot.js";
import { initials } from "../format.js";
import { compact, inOrder } from "../lists.js";
import { send, sendNow } from "../send.js";
import { can, closeDialog, me, openDialog, shared } from "../state.js";
import { Check } from "../ui/check.js";
import { CommandButton } from "../ui/command-button.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";
import { InlineField } from "../ui/inline-field.js";
import { Menu } from "../ui/menu.js";
import { hintsSwitch } from "../ui/wording-hint.js";
import { LostBoxes } from "./lost-boxes.js";

/** @returns {string} */
const roleOf = (seat) =>
  [
    seat.role === "facilitator" && "facilitates",
    seat.asker && "raises questions",
    seat.owner && "prepared the meeting",
  ]
    .filter(Boolean)
    .join(", ");

/** In a tab of its own, so that nobody leaves the room to write an address. */
const openSummaryLetter = () => void open(`/room/${boot.meeting}/summary-letter`);

/** @returns {import("../ui/menu.js").MenuItem[]} what the facilitator may do about somebody */
function seatItems(seat) {
  const isMe = seat.id === me.value.seat;
  const isFacilitator = seat.role === "facilitator";
  const item = (command, label, data = {}, confirm = "") =>
    can(command) && { label, confirm, onSelect: () => sendNow(command, { seat: seat.id, ...data }) };
  return compact([
    isMe && boot.letters && { label: "Send me the summary", onSelect: openSummaryLetter },
    !isFacilitator &&
      item(
        "hand_over",
        "Hand the chair over",
        {},
        `${seat.name} facilitates, you take part? Yes, hand over.`,
      ),
    !isFacilitator && item("make_facilitator", "Let them facilitate too"),
    seat.asker && item("name_asker", "No longer raises questions", { asker: false }),
    !seat.asker && !isFacilitator && item("name_asker", "Ask them to raise questions", { asker: true }),
    seat.hand !== undefined && can("remove_seat") && item("lower_hand", "Take the hand down"),
    !isMe &&
      !seat.owner &&
      item(
        "remove_seat",
        "Remove from the room",
        {},
        `Remove ${seat.name}? What they wrote stays. Yes, remove.`,
      ),
  ]);
}

function Person({ seat }) {
  const isMe = seat.id === me.value.seat;
  const rename = (name) => send("rename_seat", { name }, { box: "name", text: name });
  return html`<li class="list-row person-row">
    <span class=${`seat ${seat.here ? "" : "seat-away"}`} aria-hidden="true">${initials(seat.name)}</span>
    <div class="list-main">
      ${
        isMe && can("rename_seat")
          ? html`<${InlineField} box="name" value=${seat.name} label="Your name" maxLength=${shared.value.limits?.name}
          onChange=${rename} />`
          : html`<span><bdi>${seat.name}</bdi></span>`
      }
      <span class="small quiet">
        ${[isMe && "you", roleOf(seat), !seat.here && "away"].filter(Boolean).join(" · ")}</span>
    </div>
    ${seat.hand !== undefined && html`<span class="badge">hand up</span>`}
    <${Menu} label="⋯" name=${`What you can do about ${seat.name}`} items=${seatItems(seat)} />
  </li>`;
}

/** Up to so many people, leaving names away protects little. */
const FEW = 3;

/** For sorting: raised hands first, in their order; then those who are here; then the others. */
const rank = (seat) => seat.hand ?? (seat.here ? 1e9 : 2e9);

export function People() {
  const { seats, meeting } = shared.value;
  const people = inOrder(seats).sort((a, b) => rank(a) - rank(b));
  return html`<${Dialog} title="People" className="sheet"><${LostBoxes} dialog=${openDialog.value} />
    <ul class="list" role="list">${people.map((seat) => html`<${Person} key=${seat.id} seat=${seat} />`)}</ul>
    ${
      people.length <= FEW &&
      meeting.secrecy === "anonymous" &&
      html`<p class="small quiet">
      With so few people, anonymity is thin: someone may guess whose words are whose.</p>`
    }
    <div class="row">
      <${CommandButton} command="lock_room" data=${{ locked: !meeting.locked }}>
        ${meeting.locked ? "Let people join again" : "Lock the room"}<//>
      ${
        seats[me.value.seat]?.owner &&
        html`<${CommandButton} command="take_chair" onClick=${closeDialog}>Take the chair back<//>`
      }
      <${CommandButton} command="step_down" onClick=${closeDialog}>Step down as facilitator<//>
    </div>
    ${meeting.locked && html`<p class="small quiet">The room is locked: nobody new can join.</p>`}
    <${Check} of=${hintsSwitch}>Show me hints on wording while I write<//>
  <//>`;
}
