import { inOrder } from "../lists.js";
import { againLine, answeredLine } from "../parts/answered.js";
import { Card } from "../parts/card.js";
import { EarlierEntries } from "../parts/earlier-entries.js";
import { Learnings } from "../parts/learnings.js";
import { Parking } from "../parts/parking.js";
import { PollButtons } from "../parts/poll-buttons.js";
import { send, sendNow } from "../send.js";
import { can, me, pendingAnswer, shared } from "../state.js";
import { html } from "../ui/html.js";
import { Menu } from "../ui/menu.js";

/** A secret vote on whether to stay with this theme a little longer, and its result. */
function Thumbs() {
  const poll = shared.value.polls?.thumb;
  const myAnswer = pendingAnswer("thumb")?.answer ?? me.value.ballots?.thumb;
  if (!poll) return null;
  if (!poll.open) {
    return poll.result
      ? html`<div class="notice notice-learning"><p>${
          poll.result === "more"
            ? "More of you want to stay: the theme has two more minutes."
            : "Enough on this theme, most of you find."
        }</p>
        <${PollButtons} name="thumb" poll=${poll} countLabel="Count" moreLabel="Let more people answer" /></div>`
      : null;
  }
  const answerButton = (answer, label) => html`<button type="button" class="button" disabled=${!can("thumb")}
    aria-pressed=${myAnswer === answer} onClick=${() => send("thumb", { answer, theme: shared.value.discuss?.theme })}>${label}</button>`;
  return html`<section class="question" aria-label="More time?">
    <p class="serif lead">Stay with this theme a little longer?</p>
    <div class="row">${answerButton("more", "More time")}${answerButton("enough", "Enough")}
      <span class="small quiet">Secret. ${answeredLine(poll)} ${againLine(poll, true)}</span>
      <${PollButtons} name="thumb" poll=${poll} countLabel="Count" moreLabel="Let more people answer" /></div></section>`;
}

/** The themes that are not being discussed, in their order. */
function OtherThemes() {
  const { themes, discuss } = shared.value;
  const others = inOrder(themes).filter((theme) => theme.id !== discuss?.theme);
  if (!others.length) return null;
  const withLearning = new Set(Object.values(shared.value.learnings ?? {}).map((item) => item.theme));
  return html`<section class="stack stack-tight" aria-label="Other themes"><h3>Other themes</h3>
    <ul class="stack stack-tight" role="list">${others.map(
      (theme) => html`<li class="card queue-row" key=${theme.id}>
      <span dir="auto">${theme.name}
        ${withLearning.has(theme.id) && html`<span class="small quiet"> · has a learning</span>`}</span>
      ${
        theme.votes !== undefined &&
        html`<span class="votes">${theme.votes}
        <span class="visually-hidden"> votes</span></span>`
      }
      <${Menu} label="⋯" name=${`What you can do with “${theme.name}”`}
        items=${can("discuss_theme") ? [{ label: "Talk about this one now", onSelect: () => sendNow("discuss_theme", { theme: theme.id }) }] : []} />
    </li>`,
    )}</ul></section>`;
}

export function Discuss() {
  const { discuss, cards, themes } = shared.value;
  const theme = discuss?.theme;
  const themeCards = inOrder(cards).filter((card) => card.theme === theme);
  return html`<div class="split discussing">
    <div class="stack">
      <${Thumbs} />
      ${
        !theme &&
        html`<p class="empty">${
          Object.keys(themes ?? {}).length
            ? "Pick the theme to begin with."
            : "There is no theme to talk about. Write the learning that matters most, or go back and make a theme."
        }</p>`
      }
      <${Learnings} key=${theme} theme=${theme} />
      ${
        theme &&
        themeCards.length > 0 &&
        html`<ul class="card-wall" role="list">
        ${themeCards.map((card) => html`<${Card} key=${card.id} id=${card.id} card=${card} showColumn />`)}</ul>`
      }
      <${EarlierEntries} key=${`seen-${theme}`}
        text=${[themes?.[theme ?? ""]?.name, ...themeCards.map((card) => card.text)].join("\n")} />
    </div>
    <aside class="stack"><${OtherThemes} /><${Parking} /></aside>
  </div>`;
}
