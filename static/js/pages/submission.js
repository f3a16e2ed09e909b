/**
 * Dropping the copy of a form once it has arrived, however soon its writer leaves the page that follows.
 * Each sending has an id: the copy in this browser holds it, and the answer to a saved form names it in a
 * cookie. Words that are typed after a sending are no part of it, so they stay.
 */
import { newId } from "../shared/ids.js";
import { dropDrafts } from "./draft-store.js";
import { find } from "./dom.js";

/** @param {HTMLFormElement} form it has a hidden field for the id */
export function countsSendings(form) {
  const id = find(form, "[name=sending]", HTMLInputElement);
  for (const kind of ["submit", "input", "change"]) {
    // In the capturing phase: before those who make the copy hear of it.
    form.addEventListener(
      kind,
      () => {
        id.value = kind === "submit" ? newId() : "";
      },
      true,
    );
  }
}

export function dropArrived() {
  const arrived = document.cookie.match(/(?:^|; )arrived=([\w-]+)/)?.[1];
  if (arrived) dropDrafts((values) => values.get("sending")?.[0] === arrived);
}
