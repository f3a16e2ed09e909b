/** "Have we been here before?": the list of earlier entries that are offered. */

import { longDate, quoted } from "../shared/format.js";
import { cloneTemplate, find, setText } from "./dom.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

/** @type {Record<string, string>} */
const OUTCOMES = { worked: "It worked", partly: "It worked in part", "did not work": "It did not work" };
const BEFORE_CHOICE =
  "These may be about the same thing. What you use is linked with this, and each shows the other.";
const LEFT = "One offer is put aside until you open this page again.";

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
  const note = find(box, "[data-recall-note]", HTMLElement);
  /** @type {Set<string>} the ids of what was put aside */
  const unwanted = new Set();

  /** @param {RecalledEntry[]} entries @param {number} chosenCount */
  function show(entries, chosenCount) {
    const hadFocus = list.contains(document.activeElement);
    const wanted = entries.filter(({ id }) => !unwanted.has(id));
    /** @param {RecalledEntry} entry */
    const onLeave = (entry) => {
      unwanted.add(entry.id);
      show(wanted, chosenCount);
      note.textContent = LEFT;
      box.hidden = false;
      note.focus();
    };
    list.replaceChildren(...wanted.map((entry) => offerItem(box, entry, onChoose, onLeave)));
    note.textContent = "";
    box.hidden = !wanted.length && !chosenCount;
    if (chosenCount) intro.textContent = "This builds on:";
    else intro.textContent = wanted.length ? BEFORE_CHOICE : "";
    setText(status, statusText(wanted.length));
    if (hadFocus) /** @type {HTMLElement | null} */ (list.querySelector("button"))?.focus();
  }
  return show;
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
 * @param {(entry: RecalledEntry) => void} onLeave puts it aside
 */
function offerItem(box, entry, onChoose, onLeave) {
  const item = cloneTemplate(find(box, "[data-offer-blank]", HTMLTemplateElement));
  const link = find(item, "[data-title]", HTMLAnchorElement);
  link.href = `/log/${entry.id}`;
  link.textContent = entry.title;
  const tried = entry.tried && `Of what was decided, ${entry.tried}`;
  const facts = [longDate(entry.date), OUTCOMES[entry.outcome], tried, entry.no_longer && "No longer true"];
  find(item, "[data-facts]", HTMLElement).textContent = facts.filter(Boolean).join(" · ");
  find(item, "[data-learning]", HTMLElement).textContent = entry.learning;
  find(item, "[data-reason]", HTMLElement).hidden = !entry.reason;
  find(item, "[data-reason] span", HTMLElement).textContent = quoted(entry.reason);
  for (const [name, onClick] of /** @type {const} */ ([
    ["use", onChoose],
    ["leave", onLeave],
  ])) {
    const button = find(item, `[data-${name}]`, HTMLButtonElement);
    button.setAttribute("aria-label", `${button.textContent}: ${entry.title}`);
    button.addEventListener("click", () => onClick(entry));
  }
  return item;
}
