/** What a refused form says of a field goes away once the field says something else. */

import { findAll } from "./dom.js";

const FIELDS = "input, textarea, select";

/** @param {Document} page */
export function clearErrorsOnChange(page) {
  for (const kind of ["input", "change"]) {
    page.addEventListener(kind, ({ target }) => {
      if (target instanceof HTMLElement && target.matches(FIELDS)) clearError(page, target);
    });
  }
}

/**
 * @param {Document} page
 * @param {HTMLElement} field
 */
function clearError(page, field) {
  const { name = "", value = "" } = /** @type {HTMLInputElement} */ (field);
  if (!value.trim()) return;
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
  const isHint = (/** @type {string} */ id) => !id.endsWith("-error");
  for (const id of new Set([...described, `${name}-error`])) {
    if (id && !isHint(id)) dropSentence(page, id);
  }
  field.removeAttribute("aria-invalid");
  const hints = described.filter(isHint).join(" ");
  if (hints) field.setAttribute("aria-describedby", hints);
  else field.removeAttribute("aria-describedby");
}

/**
 * Takes the sentence away beside the field and on top of the form; without any, the top goes too.
 * @param {Document} page
 * @param {string} id of the sentence
 */
function dropSentence(page, id) {
  page.getElementById(id)?.remove();
  for (const link of findAll(page, `[data-errors] a[href="#${CSS.escape(id)}"]`)) {
    const summary = link.closest("[data-errors]");
    link.closest("li")?.remove();
    const left = summary?.querySelectorAll("li").length ?? 0;
    const count = summary?.querySelector("[data-errors-count]");
    if (count) count.textContent = left === 1 ? "One thing needs" : `${left} things need`;
    if (!left) summary?.remove();
  }
}
