import { effect } from "@preact/signals";
import { boot } from "./boot.js";
import { pendingCommands, shared } from "./state.js";

/** How long the answers to the last commands are waited for. */
const WAIT_MS = 3000;

/**
 * Once the meeting is closed, goes to its summary. What waits for an answer gets it first: then it is known which
 * words have arrived, and which ones the summary's page has to show as not sent.
 */
export function leaveWhenClosed() {
  const leave = () => location.assign(`/meetings/${boot.meeting}/summary`);
  let timer = 0;
  effect(() => {
    if (shared.value?.meeting.status !== "closed") return;
    timer ||= window.setTimeout(leave, WAIT_MS);
    if (pendingCommands.value.length) return;
    clearTimeout(timer);
    leave();
  });
}
