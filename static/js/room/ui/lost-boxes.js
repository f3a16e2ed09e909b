/** The boxes that went away while somebody wrote in them, until what is in them is sent or put away. */

import { saysTheSame } from "../../shared/same-words.js";
import { draftsByBox, lostBoxes, pendingCommands, refusals } from "../state.js";
import { isField, noteTyping } from "./typing.js";

/**
 * `place`: in which field of the box somebody was writing, and what was selected there.
 * @typedef {{index: number, start: number | null, end: number | null}} Place
 * @typedef {object} Drawing
 * @property {() => any} draw draws the box once more
 * @property {boolean} [isNew] whether it is for something new, and so of use before a letter is in it
 * @property {string} [caption] what is written there, if the box does not say so itself
 * @typedef {Drawing & {box: string, place: Place, dialog: string}} LostBox `dialog`: the one it was in, or ""
 */

/** Who presses one of these goes on to something else. */
const ENDING_KEYS = new Set([" ", "Enter", "Escape", "Tab"]);
/** For how long an empty box that went away comes back when somebody types. */
const WAIT_MS = 10_000;

/** An empty box that has just gone. @type {LostBox | undefined} */
let waiting;
let waitTimer = 0;

/** The drafts of a box and of its parts. @param {string} box */
const draftsOf = (box) =>
  Object.entries(draftsByBox.value).filter(([name]) => name === box || name.startsWith(`${box}:`));

/** Whether something stands in a box that was not sent. @param {string} box */
export const isUnsent = (box) => draftsOf(box).some(([, { text, was = "" }]) => !saysTheSame(text, was));

/** Whether a lost box is drawn: one for something new also while it is empty. @param {LostBox} lost */
export const isDrawn = ({ box, isNew }) => Boolean(isNew || draftsOf(box).length || refusals.value[box]);

/** Whether somebody may still be writing in a box that went away. */
export const hasLostBox = () => Boolean(waiting || lostBoxes.value.some(isDrawn));

const without = (/** @type {string} */ box) => lostBoxes.value.filter((lost) => lost.box !== box);

function show(/** @type {LostBox} */ lost) {
  lostBoxes.value = [...without(lost.box), lost];
}

function wait(/** @type {LostBox | undefined} */ lost) {
  clearTimeout(waitTimer);
  waiting = lost;
  if (lost) waitTimer = window.setTimeout(wait, WAIT_MS);
}

/** Keeps a box for its writer: an empty one comes back with the next letter. @param {LostBox} lost */
export function keepBox(lost) {
  if (isUnsent(lost.box)) show(lost);
  else if (lost.isNew) wait(lost);
}

/** Takes a lost box away; its draft stays. @param {string} box */
export function putAway(box) {
  if (lostBoxes.value.some((lost) => lost.box === box)) lostBoxes.value = without(box);
}

/** Takes a lost box away if there is nothing in it that the server does not have. @param {string} box */
export function putAwayIfDone(box) {
  const isWaiting = refusals.value[box] || pendingCommands.value.some((pending) => pending.box === box);
  if (!isWaiting && !isUnsent(box)) putAway(box);
}

/** A letter after an empty box went away opens it again, and goes into it. */
function reopen(/** @type {KeyboardEvent} */ event) {
  const lost = waiting;
  const isLetter = (event.key.length === 1 && event.key !== " ") || event.key === "Dead";
  if (!lost || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isLetter || ENDING_KEYS.has(event.key)) wait(undefined);
  if (!isLetter || isField(event.target)) return;
  noteTyping();
  show(lost);
}

export function reopenLostBoxes() {
  addEventListener("pointerdown", () => wait(undefined), true);
  addEventListener("keydown", reopen, true);
}
