import { send } from "../send.js";
import { can, me, shared } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";
import { TextBox } from "../ui/text-box.js";

/** The question that was raised, for everybody. */
export function Question() {
  const question = shared.value.question;
  if (!question) return null;
  return html`<div class="question">
    <p class="small quiet">A question before the room</p>
    <p class="serif lead">${question.text}</p>
    <${CommandButton} command="clear_question" className="button-small button-quiet">Take it away<//>
  </div>`;
}

/** The questions that an asker can raise in this stage. */
export function Deck() {
  const { deck } = me.value;
  if (!deck || !can("ask")) return null;
  return html`<details class="deck">
    <summary>Questions you can raise</summary>
    <ul class="list" role="list">
      ${deck.map(
        (item) => html`<li class="list-row" key=${item.id}><span class="list-main serif">${item.text}</span>
        <${CommandButton} command="ask" data=${{ text: item.text }} className="button-small">Put it before the room<//></li>`,
      )}
    </ul>
    <${TextBox} box="ask" label="Your own question" limit="question" placeholder="Or ask your own"
      action="Put it before the room" onSend=${(text) => send("ask", { text }, { box: "ask", text })} />
  </details>`;
}
