/** What somebody types before a meeting, kept in the browser until the server has it. */

import { findAll } from "./dom.js";
import { deleteDraft, readDraft, writeDraft } from "./draft-store.js";

/** @param {HTMLFormElement} form @param {string} meeting */
export function feedbackDraft(form, meeting) {
  const key = `feedback:${meeting}`;
  const boxes = () => /** @type {HTMLTextAreaElement[]} */ (findAll(form, "textarea"));
  const typed = () => boxes().filter((box) => box.value.trim());

  /**
   * What is typed is kept here until the server has it. Its ids are kept only after a send without an answer: the
   * server may have those cards, and gets them again.
   */
  function keep(withIds = false) {
    const names = typed().flatMap(({ name }) => (withIds ? [name, `${name}_card`, `${name}_key`] : [name]));
    if (!names.length) return deleteDraft(key);
    writeDraft(
      key,
      /** @type {[string, string][]} */ ([...new FormData(form)]).filter(([name]) => names.includes(name)),
    );
  }

  function restore() {
    if (boxes().some((box) => box.value)) return;
    const gone = [];
    for (const [name, value] of readDraft(key) ?? []) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.value = value;
      else if (!/_(card|key)$/.test(name)) gone.push(value);
    }
    // What was typed for a question that is not asked any more stands in the first box.
    const [first] = boxes();
    if (first && gone.length) first.value = [first.value, ...gone].filter(Boolean).join("\n\n");
  }

  return { keep, restore, typed };
}
