import { useState } from "preact/hooks";
import { send } from "../send.js";
import { can, me, pendingAnswer, shared } from "../state.js";
import { html } from "../ui/html.js";
import { againLine, answeredLine } from "./answered.js";
import { PollButtons } from "./poll-buttons.js";

const RESULTS = {
  more: "More of you want to stay: the theme has two more minutes.",
  enough: "Enough on this theme, most of you find.",
};

/**
 * A secret vote on whether to stay with this theme a little longer, and its result. It lies above the foot, where it
 * was asked for, and moves nothing.
 */
export function Thumbs() {
  const poll = shared.value.polls?.thumb;
  const [closed, setClosed] = useState(/** @type {import("../types").Poll | undefined} */ (undefined));
  if (!poll || poll === closed || !(poll.open || poll.result)) return null;
  const buttons = html`<${PollButtons} name="thumb" poll=${poll} countLabel="Count the answers" moreLabel="Let more people answer" />`;
  if (!poll.open) {
    return html`<section class="thumbs" aria-label="More time?"><p role="status">${RESULTS[poll.result ?? ""]}</p>
      ${buttons}<button type="button" class="link-button small" onClick=${() => setClosed(poll)}>Close</button></section>`;
  }
  const myAnswer = pendingAnswer("thumb")?.answer ?? me.value.ballots?.thumb;
  const answerButton = (answer, label) => html`<button type="button" class="button" disabled=${!can("thumb")}
    aria-pressed=${myAnswer === answer} onClick=${() => send("thumb", { answer, theme: shared.value.discuss?.theme })}>${label}</button>`;
  return html`<section class="thumbs question" aria-label="More time?">
    <p class="serif">Stay with this theme a little longer?</p>
    <div class="row">${answerButton("more", "More time")}${answerButton("enough", "Enough")}</div>
    <p class="small quiet">Secret. ${answeredLine(poll)} ${againLine(poll, true)}</p>
    <div class="thumbs-count">${buttons}</div></section>`;
}
