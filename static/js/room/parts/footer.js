import { useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { Menu } from "../ui/menu.js";
import { boot } from "../boot.js";
import { send, sendNow } from "../send.js";
import { can, inOrder, live, me, notice, open, shared, stage } from "../state.js";
import { present } from "../format.js";
import { nextDeed, nextTheme, themesAhead } from "./primary-action.js";
import { Sure } from "./confirm.js";

/** @typedef {{key: string, label: string, do: () => void, pressed?: boolean}} Item */

/** Where people talk, the talk can slip back to the failure; elsewhere a raised hand comes first. Writing is silent. */
const TALKS = ["discuss", "commit"];
const SELDOM = ["previous_stage", "next_stage", "next_theme", "close", "page"];

/** What everybody may do. The first stays in sight on a phone, the rest folds into "More". @returns {Item[]} */
function mine() {
  const { clock, seats } = shared.value;
  const { done, seat } = me.value;
  const hand = seats[seat]?.hand !== undefined;
  const now = (name, key, label) => can(name) && { key, label, do: () => sendNow(name) };
  const mark = { key: "done", pressed: Boolean(done), do: () => send("mark_done", { done: !done }) };
  const talk = [
    clock.drift
      ? now("end_drift", "drift", "Back to learning")
      : stage.value?.kind !== "reflect" && now("declare_drift", "drift", "We’re back on the failure"),
    hand ? now("lower_hand", "hand", "Lower hand") : now("raise_hand", "hand", "Raise hand"),
  ];
  return present([
    can("mark_done") && { ...mark, label: done ? "Not done yet" : "I’m done" },
    ...(clock.drift || TALKS.includes(stage.value?.kind ?? "") ? talk : talk.reverse()),
  ]);
}

const askToClose = () => {
  open.value = "close";
};
/** Beside the room, so that nobody leaves it to rename the meeting. */
const showPage = () => {
  window.open(`/meetings/${boot.meeting}`);
};

/** What the facilitator may do beside the main button. @returns {Item[]} */
function theirs() {
  const { meeting } = shared.value;
  const data = { stage: stage.value?.id };
  const act = (name, label, more = {}) => can(name) && { key: name, label, do: () => sendNow(name, more) };
  const following = inOrder(shared.value.stages).find((item) => item.state === "next");
  const ahead = themesAhead();
  const more = nextTheme();
  return present([
    act("previous_stage", "Back", data),
    meeting.status !== "paused" && act("pause", "Pause"),
    act("extend_stage", "+1 min", data),
    stage.value?.kind === "discuss" && act("open_thumbs", "More time?"),
    ahead.sure > 0 && following && act("next_stage", `On to: ${following.title}`, data),
    !ahead.sure && ahead.all > 0 && act("next_theme", more.label, more.data),
    following && can("close_meeting") && { key: "close", label: "Close the meeting", do: askToClose },
    can("lock_room") && { key: "page", label: "The meeting’s page", do: showPage },
  ]);
}

const Plain = ({ item, how = "" }) => html`<button type="button" class=${`button ${how}`} data-key=${item.key}
  aria-pressed=${item.pressed} onClick=${item.do}>${item.label}</button>`;

export function Foot() {
  const [asked, setAsked] = useState(/** @type {{words: string, data?: object} | undefined} */ (undefined));
  const left = mine();
  const right = theirs();
  const deed = nextDeed();
  const notes = live.value && {
    key: "notes",
    label: "Notes",
    do: () => {
      open.value = "notes";
    },
  };
  const answered = (answer) => {
    if (["still_writing", "still_open"].includes(answer.code))
      setAsked({ words: answer.message, data: deed?.data });
  };
  const seldom = right.filter((item) => SELDOM.includes(item.key));
  const often = right.filter((item) => !SELDOM.includes(item.key));
  /** What a phone has no room for. */
  const folds = (item, index) => Boolean(index || (deed && item.key !== "done"));
  const folded = present([...left.filter(folds), ...right, notes]);
  return html`<footer class="foot" data-empty=${!deed && !left.length} aria-label="What you can do">
    <p class="foot-notice small" role="status">${notice.value}</p>
    ${left.map(
      (item, index) =>
        html`<${Plain} key=${item.key} item=${item} how=${folds(item, index) ? "wide" : ""} />`,
    )}
    <span class="push"></span>
    ${often.map((item) => html`<${Plain} key=${item.key} item=${item} how="wide" />`)}
    <span class="wide"><${Menu} label="⋯" name="More for the facilitator" how="button-icon" up
      items=${seldom} /></span>
    <span class="narrow"><${Menu} label=${deed ? "⋯" : "More"} name="More" how=${deed ? "button-icon" : ""} up
      items=${folded} /></span>
    ${deed?.ask && html`<button type="button" class="button button-main" onClick=${deed.ask}>${deed.label}</button>`}
    ${
      deed &&
      !deed.ask &&
      html`<${Act} key=${deed.does} does=${deed.does} data=${deed.data} how="button-main"
      onAnswer=${answered}>${deed.label}<//>`
    }
    ${
      asked &&
      html`<${Sure} words=${asked.words} does=${deed?.does ?? "next_stage"} data=${asked.data}
      label=${deed?.label} onClose=${() => setAsked(undefined)} />`
    }
  </footer>`;
}
