/** Sends what somebody writes before a meeting without losing a word of it. */

import { keepFeedback, keptFeedback } from "../shared/feedback-cards.js";
import { newId } from "../shared/ids.js";
import { find } from "./dom.js";
import { feedbackDraft } from "./feedback-draft.js";
import { listFeedback } from "./feedback-list.js";
import { askAboutLists } from "./feedback-pasted.js";

const OFFLINE = "The server cannot be reached. Your words stay here: send them again in a moment.";
const page = find(document, "[data-feedback]", HTMLElement);
const form = find(page, "[data-feedback-form]", HTMLFormElement);
const said = find(form, "[data-feedback-said]", HTMLElement);
const meeting = page.dataset.feedback ?? "";
const isSeated = page.dataset.seated !== undefined;
const draft = feedbackDraft(form, meeting);

const idOf = (/** @type {string} */ name) => find(form, `[name="${name}"]`, HTMLInputElement);
const say = (/** @type {string} */ sentence) => {
  said.textContent = sentence;
};

/** @param {FormData} data @returns {Promise<string>} why it did not come in, or "" */
async function refusalOf(data) {
  const response = await fetch(form.action || location.href, {
    method: "POST",
    body: data,
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (response?.ok) return "";
  return (await response?.json().catch(() => null))?.message ?? OFFLINE;
}

/** @param {{column: string, text: string, card: string, key: string}[]} sent */
function cameIn(sent) {
  const { mine, cards } = keptFeedback(meeting);
  for (const { column, text, card, key } of sent) cards[card] = { key, column, text };
  keepFeedback(meeting, { mine: mine || isSeated, cards });
  draft.keep();
  listFeedback(page, meeting, say);
  say("It came in. Nobody sees it before all cards are shown.");
}

async function sendForm() {
  const sent = draft.typed().map((box) => ({
    box,
    column: box.name,
    text: box.value,
    card: idOf(`${box.name}_card`).value,
    key: idOf(`${box.name}_key`).value,
  }));
  if (!sent.length) return say("Write something into one of the boxes first.");
  draft.keep(true);
  const refusal = await refusalOf(new FormData(form));
  if (refusal) return say(refusal);
  for (const { box, column, text } of sent) {
    for (const part of ["card", "key"]) idOf(`${column}_${part}`).value = newId();
    // What was typed meanwhile is another card.
    if (box.value === text) box.value = "";
  }
  cameIn(sent);
}

/**
 * Sends each line as a card. Those that did not come in stand in the box again, with the ids of the first of them: the
 * server may have that one.
 * @param {HTMLTextAreaElement} box
 * @param {string[]} lines
 */
async function sendEach(box, lines) {
  const column = box.name;
  for (const [index, text] of lines.entries()) {
    const [card, key] = [newId(), newId()];
    const data = new FormData();
    data.set("csrf_token", idOf("csrf_token").value);
    data.set(column, text);
    data.set(`${column}_card`, card);
    data.set(`${column}_key`, key);
    const refusal = await refusalOf(data);
    if (refusal) {
      [idOf(`${column}_card`).value, idOf(`${column}_key`).value] = [card, key];
      box.value = [box.value, ...lines.slice(index)].filter(Boolean).join("\n");
      draft.keep(true);
      return say(refusal);
    }
    cameIn([{ column, text, card, key }]);
  }
}

form.addEventListener("input", () => draft.keep());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = find(form, "button", HTMLButtonElement);
  button.disabled = true;
  sendForm().finally(() => {
    button.disabled = false;
  });
});
askAboutLists(form, sendEach);
draft.restore();
listFeedback(page, meeting, say);
