/** The commands that group cards. Each is remembered, so that it can be taken back. */

import { signal } from "@preact/signals";
import { count } from "../shared/format.js";
import { newId } from "../shared/ids.js";
import { remember } from "./grouping-steps.js";
import { inOrder } from "./lists.js";
import { send } from "./send.js";
import { shared } from "./state.js";

/** The theme that was made last in this browser: the field for its name opens at once. */
export const newestTheme = signal("");
/** On a narrow screen, which of the two panes is seen. */
export const pane = signal(/** @type {"cards" | "themes"} */ ("cards"));

/** Where a card is now. @param {string} card @param {string} [to] where it goes @returns {import("./undo-grouping.js").Move} */
function moveOf(card, to) {
  const from = shared.value.cards?.[card]?.theme;
  return { card, from, fromName: from && shared.value.themes?.[from]?.name, to };
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
