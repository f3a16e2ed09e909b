/** The question of a column goes with its title: once the title is another one, the old question fits no more. */

import { find } from "./dom.js";

/**
 * A question that somebody wrote stays. With its old title, a column gets its old question back.
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
