import { useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { Act } from "../ui/act.js";
import { Menu } from "../ui/menu.js";
import { send, sendNow } from "../send.js";
import { can, inOrder, live, me, notice, open, shared, stage } from "../state.js";
import { present } from "../words.js";
import { nextDeed, themesAhead } from "./next-deed.js";
import { Sure } from "./sure.js";

/** @typedef {{key: string, label: string, do: () => void, pressed?: boolean}} Item */

/** What everybody may do. The first stays in sight on a phone, the rest folds into "More". @returns {Item[]} */
function mine() {
  const { clock, seats } = shared.value;
  const hand = seats[me.value.seat]?.hand !== undefined;
  return present([
    can("mark_done") && { key: "done", label: me.value.done ? "I’m still writing" : "I’m done", pressed: Boolean(me.value.done), do: () => send("mark_done", { done: !me.value.done }) },
    can("end_drift") && clock.drift && { key: "drift", label: "Back to learning", do: () => sendNow("end_drift") },
    can("declare_drift") && !clock.drift && { key: "drift", label: "We’re back on the failure", do: () => sendNow("declare_drift") },
    !hand && can("raise_hand") && { key: "hand", label: "Raise hand", do: () => sendNow("raise_hand") },
    hand && can("lower_hand") && { key: "hand", label: "Lower hand", do: () => sendNow("lower_hand") },
  ]);
}

/** What the facilitator may do beside the main button. @returns {Item[]} */
function theirs() {
  const { meeting } = shared.value;
  const act = (name, label, data = {}) => can(name) && { key: name, label, do: () => sendNow(name, data) };
  const following = inOrder(shared.value.stages).find((item) => item.state === "next");
  return present([
    act("previous_stage", "Back"),
    meeting.status !== "paused" && act("pause", "Pause"),
    act("extend_stage", "+1 min"),
    stage.value?.kind === "discuss" && act("open_thumbs", "More time?"),
    themesAhead() > 0 && following && act("next_stage", `On to: ${following.title}`),
    following && can("close_meeting") && { key: "close", label: "Close the meeting", do: () => { open.value = "close"; } },
  ]);
}

const Plain = ({ item, how = "" }) =>
  html`<button type="button" class=${`button ${how}`} data-key=${item.key} aria-pressed=${item.pressed} onClick=${item.do}>${item.label}</button>`;

export function Foot() {
  const [asked, setAsked] = useState("");
  const left = mine();
  const right = theirs();
  const deed = nextDeed();
  const notes = live.value && { key: "notes", label: "Notes", do: () => { open.value = "notes"; } };
  const answered = (answer) => {
    if (!answer.ok && ["still_writing", "still_open"].includes(answer.code)) setAsked(answer.message);
  };
  const seldom = right.filter((item) => ["previous_stage", "next_stage", "close"].includes(item.key));
  return html`<footer class="foot" data-empty=${!deed && !left.length} aria-label="What you can do">
    <p class="foot-notice small" role="status">${notice.value}</p>
    ${left.map((item, index) => html`<${Plain} key=${item.key} item=${item} how=${index || (deed && item.key !== "done") ? "wide" : ""} />`)}
    <span class="push"></span>
    ${right.filter((item) => !seldom.includes(item)).map((item) => html`<${Plain} key=${item.key} item=${item} how="wide" />`)}
    <span class="wide"><${Menu} label="⋯" name="More for the facilitator" how="button-icon" up items=${seldom} /></span>
    <span class="narrow"><${Menu} label=${deed ? "⋯" : "More"} name="More" how=${deed ? "button-icon" : ""} up
      items=${present([...left, ...right, notes])} /></span>
    ${deed?.ask && html`<button type="button" class="button button-main" onClick=${deed.ask}>${deed.label}</button>`}
    ${deed && !deed.ask && html`<${Act} key=${deed.does} does=${deed.does} how="button-main" onAnswer=${answered}>${deed.label}<//>`}
    ${asked && html`<${Sure} words=${asked} does=${deed?.does ?? "next_stage"} label=${deed?.label} onClose=${() => setAsked("")} />`}
  </footer>`;
}
