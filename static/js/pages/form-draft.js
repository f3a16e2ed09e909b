/** The draft of a form that has a plan: what is typed stays in this browser until the server has saved it. */

import { debounce } from "./debounce.js";
import { find } from "./dom.js";
import { deleteDraft, readDraft, writeDraft } from "./draft-store.js";
import { formValues, groupByName, initialValues } from "./form-values.js";

const PAUSE_MS = 300;

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {(form: HTMLFormElement) => void} adjust what a script changes in the form before anybody types
 * @param {boolean} isBegun whether the form is worth keeping as it came
 */
export function openFormDraft(form, key, adjust, isBegun) {
  const initial = JSON.stringify(initialValues(form, adjust));
  adjust(form);
  // What was typed before this script was loaded is newer than any draft.
  const isTyped = JSON.stringify(formValues(form)) !== initial;

  // What came back unsaved, with what is wrong, is worth as much as before it was sent.
  const isRefused = form.dataset.refused !== undefined;
  let isDiscarded = false;

  function discard() {
    isDiscarded = true;
    deleteDraft(key);
  }

  function save() {
    // A save may still be due, and the page goes on until the next one is here.
    if (isDiscarded) return;
    const values = formValues(form);
    if (JSON.stringify(values) === initial && !isBegun && !isRefused) deleteDraft(key);
    else writeDraft(key, values);
  }
  const saveSoon = debounce(save, PAUSE_MS);
  form.addEventListener("input", saveSoon);
  form.addEventListener("change", saveSoon);
  addEventListener("pagehide", save);
  if (isTyped) saveSoon();

  return {
    saveSoon,
    /**
     * @returns {Map<string, string[]> | null} the draft from before, by field name; null if there is none to
     * use, as when the form came back with what is wrong
     */
    read() {
      const values = isTyped || isRefused ? null : readDraft(key);
      return values && JSON.stringify(values) !== initial ? groupByName(values) : null;
    },
    /** Says that the form has what was typed last, and offers to drop it. */
    tell() {
      const notice = find(document, "[data-draft-notice]", HTMLElement);
      notice.hidden = false;
      find(notice, "[data-draft-drop]", HTMLElement).addEventListener("click", () => {
        discard();
        location.reload();
      });
    },
  };
}
