/** "Have we been here before?": the list of earlier entries that are offered. */

import { longDate, quoted } from "../shared/format.js";
import { cloneTemplate, find, setText } from "./dom.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

/** @type {Record<string, string>} */
const OUTCOMES = { worked: "It worked", partly: "It worked in part", "did not work": "It did not work" };
const BEFORE_CHOICE =
  "These may be about the same thing. What you use is linked with this, and each shows the other.";

/**
 * @param {HTMLElement} box
 * @param {(entry: RecalledEntry) => void} onChoose
 * @returns {(entries: RecalledEntry[], chosenCount: number) => void} shows these offers; `chosenCount`: how
 *   many entries are chosen already
 */
export function offerList(box, onChoose) {
  const list = find(box, "[data-offers]", HTMLElement);
  const intro = find(box, "[data-recall-words]", HTMLElement);
  const status = find(box, "[data-recall-said]", HTMLElement);
  return (entries, chosenCount) => {
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...entries.map((entry) => offerItem(box, entry, onChoose)));
    box.hidden = !entries.length && !chosenCount;
    intro.textContent = chosenCount ? "This builds on:" : BEFORE_CHOICE;
    setText(status, statusText(entries.length));
    if (hadFocus) /** @type {HTMLElement | null} */ (list.querySelector("button"))?.focus();
  };
}

/** @param {number} number of offers */
function statusText(number) {
  if (number === 0) return "";
  return `${number === 1 ? "An earlier entry" : `${number} earlier entries`} may fit.`;
}

/**
 * @param {HTMLElement} box
 * @param {RecalledEntry} entry
 * @param {(entry: RecalledEntry) => void} onChoose
 */
function offerItem(box, entry, onChoose) {
  const item = cloneTemplate(find(box, "[data-offer-blank]", HTMLTemplateElement));
  const link = find(item, "[data-title]", HTMLAnchorElement);
  link.href = `/log/${entry.id}`;
  link.textContent = entry.title;
  const tried = entry.tried && `Of what was decided, ${entry.tried}`;
  const facts = [longDate(entry.date), OUTCOMES[entry.outcome], tried, entry.no_longer && "No longer true"];
  find(item, "[data-facts]", HTMLElement).textContent = facts.filter(Boolean).join(" · ");
  find(item, "[data-learning]", HTMLElement).textContent = entry.learning;
  find(item, "[data-reason]", HTMLElement).textContent = entry.reason && quoted(entry.reason);
  const button = find(item, "button", HTMLButtonElement);
  button.setAttribute("aria-label", `Use this: ${entry.title}`);
  button.addEventListener("click", () => onChoose(entry));
  return item;
}
