/** The page of a meeting before it starts: copying its link, and who is in. */

import "./local-time.js";
import { enableCopyButtons } from "./copy-buttons.js";
import { find, setText, showScriptControls } from "./dom.js";
import { recallForMeeting } from "./meeting-recall.js";
import { deleteSubmittedDrafts } from "./submission.js";

/** @typedef {{people: {name: string, here: boolean, words: string}[], words: string}} People */

const REFRESH_MS = 5000;
const page = find(document, "[data-meeting]", HTMLElement);
const list = document.querySelector("[data-people]");

showScriptControls(document);
deleteSubmittedDrafts();
enableCopyButtons(page);
if (list) setInterval(refresh, REFRESH_MS);
recallForMeeting();

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(`/meetings/${page.dataset.meeting}/people`, {
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (answer?.ok) showPeople(await answer.json());
}

/** @param {People} people */
function showPeople({ people, words }) {
  list?.replaceChildren(...people.map(personItem));
  setText(find(document, "[data-people-words]", HTMLElement), words);
}

/** @param {People["people"][number]} person */
function personItem({ name, here, words }) {
  const item = document.createElement("li");
  item.className = "person";
  item.dataset.here = String(here);
  item.append(span("name", name));
  if (words) item.append(span("small quiet", words));
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
