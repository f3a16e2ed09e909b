/** The room for a projector or a shared window: what everybody sees, large, and nothing to press. */

import { h, render } from "preact";
import { count } from "../../shared/format.js";
import { formatCountdown } from "../clock.js";
import { isFailureWatched } from "../failure-time.js";
import { Meter } from "../parts/meter.js";
import { clockLabel } from "../parts/stage-header.js";
import { exitMessage, online, shared, stage, timeLeft } from "../state.js";
import { showTimeInTitle } from "../tab-title.js";
import { html } from "../ui/html.js";
import { Lobby } from "./lobby.js";
import { Before, STAGES } from "./stages.js";
import { stayAwake } from "./stay-awake.js";

/** Where the room is: the theme that is talked about, or else the stage. */
function title() {
  const { discuss, themes, meeting } = shared.value;
  if (meeting.status === "closed")
    return { above: [meeting.title], words: "Thank you. This is what we learned" };
  const kind = stage.value?.title ?? "";
  const theme = stage.value?.kind === "discuss" ? themes?.[discuss?.theme ?? ""] : undefined;
  if (!theme || !discuss) return { above: [meeting.title], words: kind };
  return {
    above: [kind, `theme ${(discuss.pos ?? 0) + 1} of ${discuss.of}`],
    votes: theme.votes,
    words: theme.name,
  };
}

function Clock() {
  if (shared.value.meeting.status === "closed") return null;
  const { ms, isTheme } = timeLeft();
  return html`<div class="screen-time" data-soon=${isFailureWatched.value}>
    <div class="clock" role="timer">${formatCountdown(ms)}</div>
    <p class="quiet">${clockLabel(ms, isTheme)}</p></div>`;
}

function Stage() {
  const { above, votes, words } = title();
  const Content = STAGES[shared.value.meeting.status === "closed" ? "closed" : (stage.value?.kind ?? "")];
  return html`<header class="screen-head">
      <div><p class="quiet"><span dir="auto">${above.join(" · ")}</span>${
        votes !== undefined && html` · <span class="votes">${count(votes, "vote")}</span>`
      }</p>
        <h1 dir="auto">${words}</h1></div>
      <${Clock} /></header>
    <main id="main" class="screen-main" tabindex="-1">
      <${Before} />${Content && html`<${Content} key=${stage.value?.id} />`}</main>
    <${Meter} />`;
}

function Screen() {
  if (exitMessage.value) {
    return html`<main class="screen-ended" id="main"><h1>This screen shows the room no longer</h1>
      <p>${exitMessage.value}</p></main>`;
  }
  if (!shared.value)
    return html`<main class="screen-ended" id="main"><p class="quiet">Opening the room…</p></main>`;
  return html`<div class="screen" data-drift=${Boolean(shared.value.clock.drift)}>
    ${!online.value && html`<p class="screen-offline quiet" role="status">No connection right now. It comes back by itself.</p>`}
    ${stage.value ? html`<${Stage} />` : html`<${Lobby} />`}</div>`;
}

/** @param {HTMLElement} root */
export function showScreen(root) {
  render(h(Screen, {}), root);
  stayAwake();
  showTimeInTitle();
}
