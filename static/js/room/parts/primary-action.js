import { inOrder } from "../lists.js";
import { can, shared, showDialog, stage } from "../state.js";

/**
 * What the facilitator's main button does: it sends `command`, or runs `onClick` in its place. `data` names
 * the stage or theme that is on in this browser.
 * @typedef {{label: string, command: string, data?: object, onClick?: () => void}} PrimaryAction
 */

/** @param {{kind: string, title: string}} nextStage @returns {string} what will happen */
const nextStageLabel = (nextStage) =>
  nextStage.kind === "group" ? "Show the cards" : `Next: ${nextStage.title}`;

/**
 * The themes that are still to be discussed. `certain`: how many of them will be in any case: those with
 * votes, or all if nobody voted.
 * @returns {{all: number, certain: number}}
 */
export function themesAhead() {
  const { discuss, themes } = shared.value;
  if (stage.value?.kind !== "discuss" || !discuss) return { all: 0, certain: 0 };
  const ahead = inOrder(themes).slice((discuss.pos ?? -1) + 1);
  const nobodyVoted = inOrder(themes).every((theme) => !theme.votes);
  const certain = nobodyVoted ? ahead : ahead.filter((theme) => theme.votes);
  return { all: ahead.length, certain: certain.length };
}

/** @returns {PrimaryAction} to go on to the next theme */
export function nextThemeAction() {
  const theme = shared.value.discuss?.theme;
  const data = theme ? { theme } : undefined;
  return { label: theme ? "Next theme" : "First theme", command: "next_theme", data };
}

/**
 * @returns {PrimaryAction | undefined} undefined when there is nothing to go on to, or for whoever may not
 */
export function primaryAction() {
  const { meeting } = shared.value;
  if (meeting.status === "draft") return can("start") ? { label: "Start", command: "start" } : undefined;
  if (meeting.status === "paused") return can("resume") ? { label: "Go on", command: "resume" } : undefined;
  if (themesAhead().certain && can("next_theme")) return nextThemeAction();
  const nextStage = inOrder(shared.value.stages).find((item) => item.state === "next");
  if (nextStage) {
    const data = { stage: stage.value?.id };
    return can("next_stage") ? { label: nextStageLabel(nextStage), command: "next_stage", data } : undefined;
  }
  const onClick = () => showDialog("close");
  return can("close_meeting") ? { label: "Close the meeting", command: "close_meeting", onClick } : undefined;
}
