import { useEffect, useRef } from "preact/hooks";
import { html } from "./ui/html.js";
import { AgendaEditor } from "./parts/agenda-editor.js";
import { Closing } from "./parts/close-meeting.js";
import { Foot } from "./parts/footer.js";
import { Invite } from "./parts/invite.js";
import { ChairLine, DriftLine, OfflineLine, PausedLine } from "./parts/banners.js";
import { Notes } from "./parts/notes.js";
import { People } from "./parts/people.js";
import { Deck, Question } from "./parts/question.js";
import { Rail } from "./parts/rail.js";
import { SeenNow } from "./parts/earlier-entries.js";
import { StageHeader } from "./parts/stage-header.js";
import { TopBar } from "./parts/top-bar.js";
import { Keys, useShortcuts } from "./shortcuts.js";
import { Celebrate } from "./stages/celebrate.js";
import { Commit } from "./stages/commit.js";
import { Discuss } from "./stages/discuss.js";
import { Frame } from "./stages/frame.js";
import { Group } from "./stages/group.js";
import { Lobby } from "./stages/lobby.js";
import { Recount } from "./stages/recount.js";
import { Reflect } from "./stages/reflect.js";
import { Vote } from "./stages/vote.js";
import { ended, open, shared, stage } from "./state.js";
import { said } from "./announcer.js";

/** @type {Record<string, any>} */
const STAGES = {
  frame: Frame,
  recount: Recount,
  reflect: Reflect,
  group: Group,
  vote: Vote,
  discuss: Discuss,
  commit: Commit,
  celebrate: Celebrate,
};
/** @type {Record<string, any>} */
const SHEETS = {
  people: People,
  invite: Invite,
  agenda: AgendaEditor,
  notes: Notes,
  close: Closing,
  keys: Keys,
};

const Said = () => html`<p class="visually-hidden" role="status">${said.value}</p>`;

/** Each stage begins at its top; a focus that went with the last one begins there too. */
function useTop() {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      scrollTo(0, 0);
      /** @type {HTMLElement | null} */
      const title = document.querySelector(".stage-title");
      if (document.activeElement === document.body) title?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [stage.value?.id, shared.value?.discuss?.theme]);
}

function Room() {
  useShortcuts();
  useTop();
  const Stage = STAGES[stage.value?.kind ?? ""] ?? Lobby;
  const Sheet = SHEETS[open.value.split(":")[0]];
  return html`<div class="room" data-status=${shared.value.meeting.status}>
    <${TopBar} /><${Rail} />
    <main class="stage" id="main" tabindex="-1">
      <div class="lines"><${OfflineLine} /><${ChairLine} /><${PausedLine} /><${DriftLine} /></div>
      <${StageHeader} /><${Question} /><${SeenNow} />
      <${Stage} key=${stage.value?.id} />
      <${Deck} key=${`deck-${stage.value?.id}`} />
    </main>
    <${Foot} />
    ${Sheet && html`<${Sheet} key=${open.value} />`}<${Said} />
  </div>`;
}

export function App() {
  if (ended.value) {
    return html`<main class="page" id="main"><h1>You are out of this room</h1><p>${ended.value}</p>
      <p><a href="/">Go to the start page</a></p></main>`;
  }
  if (shared.value) return html`<${Room} />`;
  return html`<main class="page" id="main"><p class="quiet" role="status">Opening the room…</p></main>`;
}
