import { send } from "../send.js";
import { can, shared, stage } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";
import { TextBox } from "../ui/text-box.js";
import { words } from "../words.js";

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

/** Questions that are asked for the same reason, each with the tradition that asks in this way. */
const Group = ({ purpose, questions }) => html`<h3 class="small quiet">${purpose}</h3>
  <ul class="list" role="list">${questions.map(
    ({ text, from }) => html`<li class="list-row" key=${text}>
      <p class="list-main"><span><span class="serif">${text}</span>${" "}<span class="small quiet">${from}</span></span></p>
      <${CommandButton} command="ask" data=${{ text }} className="button-small">Put it before the room<//></li>`,
  )}</ul>`;

/** The questions that an asker can raise in this stage. */
export function Deck() {
  const groups = words.value.questions[stage.value?.kind ?? ""] ?? [];
  const { category } = shared.value.meeting;
  if (!can("ask")) return null;
  return html`<details class="deck">
    <summary>Questions you can raise</summary>
    ${groups
      .filter((group) => [undefined, category].includes(group.category))
      .map((group) => html`<${Group} key=${group.purpose} ...${group} />`)}
    <${TextBox} box="ask" label="Your own question" limit="question" placeholder="Or ask your own"
      action="Put it before the room" onSend=${(text) => send("ask", { text }, { box: "ask", text })} />
  </details>`;
}
