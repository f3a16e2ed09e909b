/** The actions beside the main button in the foot. */

import { sendAsking } from "../asking.js";
import { boot } from "../boot.js";
import { compact, inOrder } from "../lists.js";
import { send, sendNow } from "../send.js";
import { can, isLive, me, shared, showDialog, stage } from "../state.js";
import { nextThemeAction, primaryAction, themesAhead } from "./primary-action.js";

/**
 * `question`: what a key asks, if not the label; `turns`: after a press it does another thing, so that a double click
 * must not do both.
 * @typedef {{key: string, label: string, onSelect: () => void, question?: string, isDone?: boolean, asksItself?: boolean,
 *   turns?: boolean}} FooterAction
 */

/** In these stages people talk, and the talk can slip back to the failure. */
const TALK_STAGES = ["discuss", "commit"];

/**
 * What everybody may do. What is there in every stage comes first, and what comes and goes after it, so that each
 * keeps its place. In "reflect" everybody writes in silence, and there is no drift.
 * @returns {FooterAction[]}
 */
export function participantActions() {
  const { seats } = shared.value;
  const { done, seat } = me.value;
  const handIsUp = seats[seat]?.hand !== undefined;
  const action = (command, key, label) => can(command) && { key, label, onSelect: () => sendNow(command) };
  const markDone = can("mark_done") && {
    key: "done",
    label: done ? "✓ Done. Undo" : "I’m done",
    question: done ? "Not done yet" : "",
    isDone: Boolean(done),
    onSelect: () => send("mark_done", { done: !done }),
  };
  // By what is open to me, which comes a moment after the rest: so that neither button goes meanwhile.
  const drift = can("end_drift")
    ? action("end_drift", "drift", "Back to learning")
    : stage.value?.kind !== "reflect" && action("declare_drift", "drift", "We’re back on the failure");
  const hand = handIsUp
    ? action("lower_hand", "hand", "Lower hand")
    : action("raise_hand", "hand", "Raise hand");
  return compact([hand, drift, markDone]);
}

/** @param {FooterAction[]} actions of everybody @returns {FooterAction | undefined} the one that matters most now */
export function foremost(actions) {
  const isTalk = shared.value.clock.drift || TALK_STAGES.includes(stage.value?.kind ?? "");
  const keys = ["done", isTalk ? "drift" : "hand", "hand", "drift"];
  return keys.map((key) => actions.find((action) => action.key === key)).find(Boolean);
}

/** In a tab of its own, so that nobody leaves the room to rename the meeting. @param {string} [page] of the meeting */
const openMeetingPage = (page = "") => {
  window.open(`/meetings/${boot.meeting}${page}`);
};

/** @returns {FooterAction[]} what the facilitator may do beside the main button */
export function facilitatorActions() {
  const { meeting } = shared.value;
  const data = { stage: stage.value?.id };
  const action = (command, label, commandData = {}) =>
    can(command) && { key: command, label, onSelect: () => sendAsking(command, commandData, label) };
  const nextStage = inOrder(shared.value.stages).find((item) => item.state === "next");
  const ahead = themesAhead();
  const nextTheme = nextThemeAction();
  return compact([
    action("previous_stage", "Back", data),
    meeting.status !== "paused" && action("pause", "Pause"),
    action("extend_stage", "+1 min", data),
    stage.value?.kind === "discuss" && thumbsAction(action),
    ahead.certain > 0 && nextStage && action("next_stage", `On to: ${nextStage.title}`, data),
    !ahead.certain && ahead.all > 0 && action("next_theme", nextTheme.label, nextTheme.data),
    nextStage &&
      can("close_meeting") && {
        key: "close",
        label: "Close the meeting",
        onSelect: () => showDialog("close"),
      },
    can("lock_room") && {
      key: "screen",
      label: "Show on a shared screen",
      onSelect: () => window.open(`/room/${boot.meeting}/screen`),
    },
    can("lock_room") && { key: "page", label: "The meeting’s page", onSelect: () => openMeetingPage() },
    isLive.value &&
      can("lock_room") && {
        key: "summary",
        label: "Take along what is there",
        onSelect: () => openMeetingPage("/summary"),
      },
  ]);
}

/**
 * Asks whether the theme needs more time, and in the same place counts the answers.
 * @param {(command: string, label: string, data?: object) => FooterAction | false} action
 */
function thumbsAction(action) {
  const found = shared.value.polls?.thumb?.open
    ? action("close_poll", "Count the answers", { poll: "thumb" })
    : action("open_thumbs", "More time?");
  return found && { ...found, key: "thumbs", turns: true };
}

/** @returns {FooterAction[]} what a key can do for the whole room */
export function keyActions() {
  const primary = primaryAction();
  const main = primary && {
    key: primary.command === "resume" ? "resume" : "main",
    label: primary.label,
    onSelect: primary.onClick ?? (() => sendAsking(primary.command, primary.data, primary.label)),
    asksItself: Boolean(primary.onClick),
  };
  return compact([...participantActions(), ...facilitatorActions(), main]);
}

/** @returns {FooterAction | false} */
export const notesAction = () =>
  isLive.value && { key: "notes", label: "Notes", onSelect: () => showDialog("notes") };
