/**
 * Words that were not sent from a room go into the form of the meeting's entry, for those who may change it. They
 * travel in the window's own storage, which ends with it.
 */

const NAME = "entry-additions";
/** @type {[RegExp, string][]} the field of the form for words from a box */
const FIELDS = [
  [/^(?:learning-new:|add:learning)/, "learned"],
  [/^add:driver/, "drove"],
  [/^(?:recount:happened|timeline)/, "happened"],
  [/^recount:expected/, "expected"],
  [/^recount:impact/, "impact"],
];

/** @typedef {import("../shared/kept-seats.js").KeptSeat} KeptSeat */
/** @typedef {{form: string, field: string, text: string, kept: KeptSeat, box: string}} Addition */

/**
 * @param {KeptSeat} kept
 * @param {string} box
 * @param {string} text
 * @returns {(() => void) | undefined} goes to the form with these words; undefined when the reader may not change
 *   the entry, or when it has no field for them
 */
export function addToEntry(kept, box, text) {
  const form = document.querySelector("[data-entry-form]")?.getAttribute("data-entry-form");
  const field = FIELDS.find(([pattern]) => pattern.test(box))?.[1];
  if (!form || !field) return undefined;
  return () => {
    sessionStorage.setItem(NAME, JSON.stringify({ form, field, text, kept, box }));
    location.assign(form);
  };
}

/** @returns {Addition | null} what came with the way to this form */
export function takeAddition() {
  try {
    /** @type {Addition} */
    const addition = JSON.parse(sessionStorage.getItem(NAME) ?? "{}");
    if (addition.form !== location.pathname) return null;
    sessionStorage.removeItem(NAME);
    return addition;
  } catch {
    return null;
  }
}
