import { can, inOrder, open, shared, stage } from "../state.js";

/**
 * `data`: the stage that is seen here
 * @typedef {{label: string, does: string, data?: object, ask?: () => void}} Deed
 */

/** Going on, labelled by what happens then. @param {{kind: string, title: string}} following */
const goingOn = (following) => (following.kind === "group" ? "Show the cards" : `Next: ${following.title}`);

/** How many themes are still to be talked through. */
export function themesAhead() {
  const { discuss } = shared.value;
  return stage.value?.kind === "discuss" && discuss ? discuss.of - 1 - (discuss.pos ?? -1) : 0;
}

/** The one main button of the facilitator. @returns {Deed | undefined} */
export function nextDeed() {
  const { meeting, discuss } = shared.value;
  if (meeting.status === "draft") return can("start") ? { label: "Start", does: "start" } : undefined;
  if (meeting.status === "paused") return can("resume") ? { label: "Go on", does: "resume" } : undefined;
  if (themesAhead() && can("next_theme")) {
    const data = discuss?.theme ? { theme: discuss.theme } : undefined;
    return { label: data ? "Next theme" : "First theme", does: "next_theme", data };
  }
  const following = inOrder(shared.value.stages).find((item) => item.state === "next");
  if (following) {
    const data = { stage: stage.value?.id };
    return can("next_stage") ? { label: goingOn(following), does: "next_stage", data } : undefined;
  }
  const ask = () => { open.value = "close"; };
  return can("close_meeting") ? { label: "Close the meeting", does: "close_meeting", ask } : undefined;
}
