/** The page of a meeting: copying its link, and who is in. */
import "./local-time.js";
import { all, copy, find, reveal } from "./dom.js";
import { recallHere } from "./form-recall.js";
import { dropArrived } from "./submission.js";

/** @typedef {{people: {name: string, here: boolean, words: string}[], words: string}} People */

const EVERY_MS = 5000;
const page = find(document, "[data-meeting]", HTMLElement);
const list = document.querySelector("[data-people]");

reveal(document);
dropArrived();
for (const button of all(page, "[data-copy]")) button.addEventListener("click", () => copy(button));
if (list) setInterval(refresh, EVERY_MS);
recallHere();

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(`/meetings/${page.dataset.meeting}/people`, {
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (answer?.ok) draw(await answer.json());
}

/** @param {People} now */
function draw(now) {
  list?.replaceChildren(...now.people.map(person));
  const words = find(document, "[data-people-words]", HTMLElement);
  if (words.textContent !== now.words) words.textContent = now.words;
}

/** @param {People['people'][number]} one */
function person(one) {
  const item = document.createElement("li");
  item.className = "person";
  item.dataset.here = String(one.here);
  item.append(span("name", one.name));
  if (one.words) item.append(span("small quiet", one.words));
  return item;
}

/**
 * @param {string} className
 * @param {string} text
 */
function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.dir = "auto";
  element.textContent = text;
  return element;
}
