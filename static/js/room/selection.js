/** The cards that are selected in "Put together", to be moved together. */

import { computed, signal } from "@preact/signals";
import { shared } from "./state.js";

const picked = signal(/** @type {string[]} */ ([]));
/** Their ids, without cards that somebody took away. */
export const selected = computed(() => picked.value.filter((card) => shared.value.cards?.[card]));
/** The card that was picked last: from it a range begins. */
let last = "";

const cardElement = (/** @type {string} */ card) => document.querySelector(`[data-card="${card}"]`);

/** The cards in sight from one to another, in their order on the page. @param {string} from @param {string} to */
function range(from, to) {
  const inSight = [...document.querySelectorAll("[data-card]")].filter((element) =>
    element.checkVisibility(),
  );
  const ids = inSight.map((element) => /** @type {HTMLElement} */ (element).dataset.card ?? "");
  const [start, end] = [ids.indexOf(from), ids.indexOf(to)].sort((a, b) => a - b);
  return start < 0 ? [to] : ids.slice(start, end + 1);
}

/**
 * Selects a card, or lets go of it.
 * @param {string} card
 * @param {boolean} toHere selects all from the last one to this one
 */
export function pick(card, toHere) {
  if (toHere) picked.value = [...new Set([...selected.value, ...range(last, card)])];
  else if (selected.value.includes(card)) picked.value = selected.value.filter((other) => other !== card);
  else picked.value = [...selected.value, card];
  last = card;
}

/** Selects none. */
export const selectNone = () => {
  picked.value = [];
};

/** Selects none, and whoever works by keyboard goes on at the card that was picked last. */
export function letGo() {
  selectNone();
  if (document.activeElement === document.body) return;
  const tick = /** @type {HTMLElement | null} */ (cardElement(last)?.querySelector("input"));
  tick?.focus({ preventScroll: true });
  // A hand that has just pressed a button loses its place if the page moves.
  if (tick?.matches(":focus-visible")) tick.scrollIntoView({ block: "nearest" });
}

/** A card, or all that are selected when it is one of them. @param {string} card @returns {string[]} */
export const withSelected = (card) => (selected.value.includes(card) ? selected.value : [card]);
