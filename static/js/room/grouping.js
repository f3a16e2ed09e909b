/** The commands that group cards, and taking back the last of them. */

import { computed, signal } from "@preact/signals";
import { count } from "../shared/format.js";
import { newId } from "../shared/ids.js";
import { inOrder } from "./lists.js";
import { send, sendNow } from "./send.js";
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
/** The theme that was made last in this browser: the field for its name opens at once. */
export const newestTheme = signal("");
/** On a narrow screen, which of the two panes is seen. */
export const pane = signal(/** @type {"cards" | "themes"} */ ("cards"));

/** Where a card is now. @param {string} card @param {string} [to] where it goes @returns {import("./undo-grouping.js").Move} */
function moveOf(card, to) {
  const from = shared.value.cards?.[card]?.theme;
  return { card, from, fromName: from && shared.value.themes?.[from]?.name, to };
}

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
async function remember(step, answers) {
  const done = await areDone(answers);
  if (!done.includes(true)) return;
  const moves = step.moves.filter((_, index) => done[index] ?? done[0]);
  steps.value = [...steps.value, { ...step, moves }].slice(-MOST_STEPS);
}

/** @param {string[]} cards their ids @param {string} name "": the server takes the first card's words */
export function createTheme(cards, name = "") {
  const theme = newId();
  const moves = cards.map((card) => moveOf(card, theme));
  const origin = name ? { box: "new-theme", text: name } : {};
  const answer = send("create_theme", { theme, name, cards }, origin);
  remember({ what: "new theme", moves, made: theme }, [answer]);
  return theme;
}

/** Makes a theme, and lets its maker name it. @param {string[]} cards their ids */
export function createThemeOf(cards) {
  newestTheme.value = createTheme(cards);
  pane.value = "themes";
}

/** @param {string[]} cards their ids @param {string} [theme] none: they are on their own again */
export function moveCards(cards, theme) {
  const moves = cards.map((card) => moveOf(card, theme)).filter(({ from }) => from !== theme);
  const answers = moves.map(({ card }) =>
    theme ? send("group_card", { card, theme }) : send("ungroup_card", { card }),
  );
  if (moves.length) remember({ what: `${count(moves.length, "card")} moved`, moves }, answers);
}

/** @param {string} theme @param {string} name @param {string} box */
export function renameTheme(theme, name, box) {
  const was = shared.value.themes?.[theme]?.name ?? "";
  const answer = send("rename_theme", { theme, name }, { box, text: name });
  remember({ what: "name changed", moves: [], renamed: { theme, was, name } }, [answer]);
}

/** What a theme that goes leaves behind. @param {string} theme @param {string} [to] */
function endOf(theme, to) {
  const cards = inOrder(shared.value.cards).filter((card) => card.theme === theme);
  const name = shared.value.themes?.[theme]?.name ?? "";
  return { moves: cards.map((card) => moveOf(card.id, to)), gone: { theme, name } };
}

/** Votes and learnings that went with it do not come back, so then it is not taken back. @param {string} theme @param {string} into */
export function mergeThemes(theme, into) {
  const { themes, learnings } = shared.value;
  const isInUse =
    themes?.[theme]?.votes || Object.values(learnings ?? {}).some((learning) => learning.theme === theme);
  const step = { what: "themes merged", ...endOf(theme, into) };
  const answer = send("merge_themes", { theme, into });
  if (!isInUse) remember(step, [answer]);
}

/** @param {string} theme */
export const dissolveTheme = (theme) =>
  remember({ what: "theme taken apart", ...endOf(theme) }, [send("dissolve_theme", { theme })]);

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
