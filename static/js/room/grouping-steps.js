/** The steps of grouping that were done in this browser, and taking back the last of them. */

import { computed, signal } from "@preact/signals";
import { sendNow } from "./send.js";
import { online, pendingCommands, seq, shared } from "./state.js";
import { isUndisturbed, undoingCommands } from "./undo-grouping.js";

/**
 * @typedef {import("./undo-grouping.js").Step} Step
 * @typedef {import("./types").Answer} Answer
 */

const MOST_STEPS = 20;

/** What was grouped in this browser, the last step last. */
const steps = signal(/** @type {Step[]} */ ([]));
/** The version of the room that has all that was done here. */
const reached = signal(0);
/** What can be taken back: the last step, in words. */
export const lastStep = computed(() => steps.value.at(-1)?.what);
/** Whether it can be taken back now: what is seen here must be up to date. */
export const canUndo = computed(
  () => online.value && steps.value.length > 0 && !pendingCommands.value.length && seq.value >= reached.value,
);
/** @param {Promise<Answer>[]} answers @returns {Promise<boolean[]>} whether the server has done each of it */
async function areDone(answers) {
  const all = await Promise.all(answers);
  reached.value = Math.max(reached.value, ...all.map((answer) => (answer.ok && answer.seq) || 0));
  return all.map((answer) => answer.ok);
}

/**
 * What was done of a step can be taken back.
 * @param {Step} step
 * @param {Promise<Answer>[]} answers one, or one for each of its moves
 */
export async function remember(step, answers) {
  const done = await areDone(answers);
  if (!done.includes(true)) return;
  const moves = step.moves.filter((_, index) => done[index] ?? done[0]);
  steps.value = [...steps.value, { ...step, moves }].slice(-MOST_STEPS);
}

/**
 * Takes back the last step, unless somebody changed the same cards or themes since.
 * @returns {{done: boolean, words: string}} whether it did, and what to say of it
 */
export function undoLastStep() {
  const [step] = steps.value.slice(-1);
  if (!isUndisturbed(step, shared.value)) {
    steps.value = [];
    return {
      done: false,
      words: "Somebody has changed the same cards or theme since, so nothing was undone.",
    };
  }
  steps.value = steps.value.slice(0, -1);
  areDone(undoingCommands(step, shared.value).map(({ name, data }) => sendNow(name, data)));
  return { done: true, words: `Undone: ${step.what}.` };
}
