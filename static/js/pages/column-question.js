/** The question of a usual column goes with its title: once the title is another one, it fits no more. */

import { find } from "./dom.js";

/**
 * A question that somebody wrote stays: the server gives `column_hint_was` to the usual ones only. With its old
 * title, a column gets the usual question back.
 * @param {HTMLElement} columns
 */
export function followTitles(columns) {
  columns.addEventListener("input", ({ target }) => {
    const row = /** @type {Element} */ (target).closest("[data-row]");
    if (!row || !(target instanceof HTMLTextAreaElement)) return;
    const hint = find(row, "[name=column_hint]", HTMLTextAreaElement);
    const hintWas = find(row, "[name=column_hint_was]", HTMLInputElement);
    if (target === hint) hintWas.value = "";
    else if (hintWas.value) hint.value = isRenamed(row, target.value) ? "" : hintWas.value;
  });
}

/** @param {Element} row @param {string} title */
function isRenamed(row, title) {
  const titleWas = find(row, "[name=column_title_was]", HTMLInputElement).value;
  return !["", titleWas.trim()].includes(title.trim());
}
