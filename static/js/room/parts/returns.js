import { can, me, now, shared } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";

/** One person at the join page who says that a seat is theirs. The number is shown there too. */
function Return({ asked }) {
  const name = html`<bdi>${shared.value.seats[asked.seat].name}</bdi>`;
  return html`<div class="notice">
    <p>${name} asks to come in again from another device. Is that you, ${name}?
      The page there shows the number <b>${asked.number}</b>.</p>
    <div class="row">
      <${CommandButton} command="answer_return" data=${{ ask: asked.id, yes: true }}>Yes, go on there<//>
      <${CommandButton} command="answer_return" data=${{ ask: asked.id, yes: false }}
        className="button-quiet">No<//>
    </div>
  </div>`;
}

/** For facilitators: those who ask to come back to their seats, until somebody answers or five minutes are over. */
export function Returns() {
  const waiting = can("answer_return")
    ? (me.value.returns ?? []).filter(({ seat, until }) => until > now() && shared.value.seats[seat])
    : [];
  return html`<div class="returns" role="status">
    ${waiting.map((asked) => html`<${Return} key=${asked.id} asked=${asked} />`)}</div>`;
}
