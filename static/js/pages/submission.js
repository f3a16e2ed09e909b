/**
 * Deletes the draft of a form once the server has saved the form, however soon the person leaves the next
 * page. Each submission has an id. The draft in this browser contains it, and the answer to a saved form
 * names it in a cookie. What is typed after a submission is not part of it: then the draft has no id, and
 * stays.
 */

import { newId } from "../shared/ids.js";
import { find } from "./dom.js";
import { deleteDraftsWhere } from "./draft-store.js";

/** @param {HTMLFormElement} form it has a hidden field for the id, named "sending" */
export function trackSubmissions(form) {
  const idField = find(form, "[name=sending]", HTMLInputElement);
  for (const kind of ["submit", "input", "change"]) {
    const update = () => {
      idField.value = kind === "submit" ? newId() : "";
    };
    // In the capturing phase, so that it comes before the listeners that write the draft.
    form.addEventListener(kind, update, true);
  }
}

/** Deletes the drafts whose submission the server has saved. */
export function deleteSubmittedDrafts() {
  const savedId = document.cookie.match(/(?:^|; )(?:__Host-)?arrived=([\w-]+)/)?.[1];
  if (savedId) deleteDraftsWhere((values) => values.get("sending")?.[0] === savedId);
}
