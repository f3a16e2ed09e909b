import { can, inOrder, open, shared, stage } from "../state.js";

/**
 * `data`: the stage that is seen here
 * @typedef {{label: string, does: string, data?: object, ask?: () => void}} Deed
 */

/** Going on, labelled by what happens then. @param {{kind: string, title: string}} following */
const goingOn = (following) => (following.kind === "group" ? "Show the cards" : `Next: ${following.title}`);

/** How many themes are still to be talked through, and how many of them for sure: with votes, or all without any. */
export function themesAhead() {
  const { discuss, themes } = shared.value;
  if (stage.value?.kind !== "discuss" || !discuss) return { all: 0, sure: 0 };
  const ahead = inOrder(themes).slice((discuss.pos ?? -1) + 1);
  const nobodyVoted = inOrder(themes).every((theme) => !theme.votes);
  return {
    all: ahead.length,
    sure: nobodyVoted ? ahead.length : ahead.filter((theme) => theme.votes).length,
  };
}

/** On to the theme after the one that is seen here. @returns {Deed} */
export function nextTheme() {
  const theme = shared.value.discuss?.theme;
  return {
    label: theme ? "Next theme" : "First theme",
    does: "next_theme",
    data: theme ? { theme } : undefined,
  };
}

/** The one main button of the facilitator. @returns {Deed | undefined} */
export function nextDeed() {
  const { meeting } = shared.value;
  if (meeting.status === "draft") return can("start") ? { label: "Start", does: "start" } : undefined;
  if (meeting.status === "paused") return can("resume") ? { label: "Go on", does: "resume" } : undefined;
  if (themesAhead().sure && can("next_theme")) return nextTheme();
  const following = inOrder(shared.value.stages).find((item) => item.state === "next");
  if (following) {
    const data = { stage: stage.value?.id };
    return can("next_stage") ? { label: goingOn(following), does: "next_stage", data } : undefined;
  }
  const ask = () => {
    open.value = "close";
  };
  return can("close_meeting") ? { label: "Close the meeting", does: "close_meeting", ask } : undefined;
}
