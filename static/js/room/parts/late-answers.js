import { joinNames } from "../format.js";
import { lateSentence, pollOf } from "../late-answers.js";
import { inOrder } from "../lists.js";
import { lateAnswerStore } from "../seat-stores.js";
import { send } from "../send.js";
import { can, lateAnswers, me, shared, stage } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";

/** The stage of each poll. @type {Record<string, string>} */
const STAGES = { safety: "frame", vote: "vote", thumb: "discuss", roti: "celebrate" };

/** What can be done about answers that came too late. @param {string} name of the poll */
function wayOut(name) {
  const poll = shared.value.polls?.[name];
  if (poll?.open && name === "thumb") return "More time is being asked about again: you can answer now.";
  if (poll?.open) return "It is open again: you can answer now.";
  if (!poll || poll.final || stage.value?.kind !== STAGES[name]) return "The room has gone on since.";
  if (can("reopen_poll")) return "You can open it again. What the others answered stays.";
  const leads = inOrder(shared.value.seats).filter((seat) => seat.role === "facilitator" && seat.here);
  return `Ask ${joinNames(leads.map((seat) => seat.name)) || "the facilitator"} to open it again. What the others answered stays.`;
}

function LateNotice({ name, answers }) {
  const sentence = lateSentence(answers, shared.value.themes ?? {});
  if (!sentence) return null;
  const poll = shared.value.polls?.[name];
  const canReopen = poll && !poll.open && !poll.final && stage.value?.kind === STAGES[name];
  const forget = () => lateAnswerStore.forget(name);
  const giveNow = () => {
    forget();
    for (const answer of answers) send(answer.name, answer.data);
  };
  return html`<div class="notice">
    <p>${sentence} ${wayOut(name)}</p>
    <div class="row">
      ${canReopen && html`<${CommandButton} command="reopen_poll" data=${{ poll: name }} className="button-small">Open it again<//>`}
      ${
        name === "vote" &&
        poll?.open &&
        html`<button type="button" class="button button-small" onClick=${giveNow}>Give them now</button>`
      }
      <button type="button" class="button button-small" onClick=${forget}>I have read this</button>
    </div></div>`;
}

/** Tells whoever answered without a connection that the poll was counted before. */
export function LateAnswers() {
  const open = Object.keys(shared.value.polls ?? {}).filter((name) => shared.value.polls?.[name].open);
  const answered = (/** @type {string} */ name) =>
    open.includes(name) && name !== "vote" && name in (me.value.ballots ?? {});
  const polls = [...new Set(lateAnswers.value.map(pollOf))].filter((name) => !answered(name));
  return html`<div role="status" class="late-slot">
    ${polls.map(
      (name) => html`<${LateNotice} key=${name} name=${name}
      answers=${lateAnswers.value.filter((answer) => pollOf(answer) === name)} />`,
    )}</div>`;
}
