import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { seatPrefix } from "../shared/kept-seats.js";
import { itemNames } from "../shared/storage.js";
import { isUnsent } from "../shared/unsent-words.js";
import { announcement } from "./announcer.js";
import { boot } from "./boot.js";
import { later, laterFailed } from "./load-later.js";
import { ChairBanner, DriftBanner, OfflineBanner, PausedBanner } from "./parts/banners.js";
import { BeforeTheRoom } from "./parts/before-room.js";
import { BegunElsewhere } from "./parts/begun-elsewhere.js";
import { ChairChanged } from "./parts/chair-change.js";
import { Footer } from "./parts/footer.js";
import { LateAnswers } from "./parts/late-answers.js";
import { LateCards } from "./parts/late-cards.js";
import { LostBoxes } from "./parts/lost-boxes.js";
import { Deck } from "./parts/question.js";
import { Rail } from "./parts/rail.js";
import { Returns } from "./parts/returns.js";
import { StageHeader } from "./parts/stage-header.js";
import { TopBar } from "./parts/top-bar.js";
import { useShortcuts } from "./shortcuts.js";
import { Frame } from "./stages/frame.js";
import { Lobby } from "./stages/lobby.js";
import { Recount } from "./stages/recount.js";
import { Reflect } from "./stages/reflect.js";
import { draftsByBox, exitMessage, me, openDialog, pendingCommands, shared, stage } from "./state.js";
import { html } from "./ui/html.js";
import { isField } from "./ui/typing.js";

/** @type {Record<string, any>} by the kind of stage */
const STAGES = { frame: Frame, recount: Recount, reflect: Reflect };

/** Stands for a stage that is not fetched yet. */
const NotLoaded = () =>
  laterFailed.value
    ? html`<p class="notice notice-failure">This part of the room did not come. Your words are kept.
        ${" "}<a href="">Load the page again</a></p>`
    : html`<p class="quiet">Opening…</p>`;

/** @param {string} [kind] of a stage; without one, the meeting has not begun @returns {any} */
const stageComponent = (kind) => (kind ? (STAGES[kind] ?? later.value?.STAGES[kind] ?? NotLoaded) : Lobby);

/** Read aloud by screen readers. */
const Announcement = () => html`<p class="visually-hidden" role="status">${announcement.value}</p>`;

/**
 * Scrolls to the top when a stage or a theme begins, and to the box that somebody writes in. If the element
 * with the focus has gone with the last one, the focus goes to the title.
 */
function useScrollToTop() {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) {
      scrollTo(0, 0);
      document.getElementById("main")?.scrollTo(0, 0);
      /** @type {HTMLElement | null} */
      const title = document.querySelector(".stage-title");
      if (isField(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest" });
      if (document.activeElement === document.body) title?.focus({ preventScroll: true });
    }
    isFirst.current = false;
  }, [stage.value?.id, shared.value?.discuss?.theme]);
}

/** How far the stage may be scrolled, and a new notice still moves it down instead of covering its title. */
const NEAR_TOP_PX = 200;

/** Near the top, browsers keep what one reads in its place, and a notice that comes above it would cover the title. */
function useTitleBelowNotices() {
  const { clock, meeting } = shared.value;
  useLayoutEffect(() => {
    const main = document.getElementById("main");
    if (main && main.scrollTop < NEAR_TOP_PX) main.scrollTo(0, 0);
  }, [clock.drift, meeting.status]);
}

function Room() {
  useShortcuts();
  useScrollToTop();
  useTitleBelowNotices();
  const Stage = stageComponent(stage.value?.kind);
  const OpenDialog = later.value?.DIALOGS[openDialog.value.split(":")[0]];
  return html`<div class="room" data-status=${shared.value.meeting.status}>
    <${TopBar} /><${Rail} />
    <main class="stage" id="main" tabindex="-1">
      <div class="lines">
        <${OfflineBanner} /><${Returns} /><${LateAnswers} /><${LateCards} /><${ChairChanged} /><${ChairBanner} /><${PausedBanner} /><${DriftBanner} />
      </div>
      <${StageHeader} /><${LostBoxes} /><${BegunElsewhere} /><${BeforeTheRoom} />
      <${Stage} key=${stage.value?.id} />
      <${Deck} key=${`deck-${stage.value?.id}`} />
    </main>
    <${Footer} />
    ${OpenDialog && html`<${OpenDialog} key=${openDialog.value} />`}<${Announcement} />
  </div>`;
}

/** Whether the next page has words to show: this browser may have forgotten them, as at a sign-out in another tab. */
const hasUnsentWords = () =>
  (Object.values(draftsByBox.value).some(isUnsent) || pendingCommands.value.some(({ text }) => text)) &&
  itemNames(seatPrefix(boot.meeting, me.value.seat)).length > 0;

export function App() {
  if (exitMessage.value) {
    return html`<main class="page" id="main"><h1>You are out of this room</h1><p>${exitMessage.value}</p>
      ${
        hasUnsentWords() &&
        html`<p>Words that you had not sent are still in this browser.${" "}
        <a href=${`/room/${boot.meeting}`}>Look at them</a></p>`
      }
      <p><a href="/">Go to the start page</a></p></main>`;
  }
  if (shared.value) return html`<${Room} />`;
  return html`<main class="page" id="main"><p class="quiet" role="status">Opening the room…</p></main>`;
}
