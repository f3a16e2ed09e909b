/** Groups that the server suggests to the facilitator, one after the other. Nothing is grouped before one is taken. */

import { computed, signal } from "@preact/signals";
import { ask } from "./beside-socket.js";
import { createTheme } from "./grouping.js";
import { openNotices } from "./notice-list.js";
import { shared } from "./state.js";

/** @typedef {{name: string, cards: string[]}} Group */

const all = signal(/** @type {Group[]} */ ([]));
/** The place of the next one that nobody has answered. */
const place = signal(0);
/** What is said when there is none. It goes by itself. */
export const suggestionStatus = signal("");
const { show: say } = openNotices((words) => {
  suggestionStatus.value = words;
});

/** A group without the cards that have gone, or found their place meanwhile. @param {Group} group @returns {Group} */
const withLoose = ({ name, cards }) => {
  const isLoose = (/** @type {string} */ id) => shared.value.cards?.[id] && !shared.value.cards[id].theme;
  return { name, cards: cards.filter(isLoose) };
};

/** The suggestion to be answered, and its number among all. */
export const suggestion = computed(() => {
  const groups = all.value.map(withLoose);
  const at = groups.findIndex((group, index) => index >= place.value && group.cards.length > 1);
  return at < 0 ? undefined : { ...groups[at], number: at + 1, of: groups.length };
});

/** Asks for suggestions. @throws {Error} with a sentence for the reader */
export async function suggestGroups() {
  say("");
  const { groups } = await ask("groups", {});
  [all.value, place.value] = [groups, 0];
  if (!groups.length) say("No cards are alike.");
}

/** The suggestion was answered. */
export function nextSuggestion() {
  place.value = suggestion.value?.number ?? all.value.length;
  if (!suggestion.value) say("Those were all.");
}

export function takeSuggestion() {
  const { name, cards } = suggestion.value ?? { name: "", cards: [] };
  nextSuggestion();
  createTheme(cards, name);
}
