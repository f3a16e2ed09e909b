/** Sends what somebody writes before a meeting without losing a word of it. */

import { keepFeedback, keptFeedback } from "../shared/feedback-cards.js";
import { newId } from "../shared/ids.js";
import { find, findAll } from "./dom.js";
import { deleteDraft, readDraft, writeDraft } from "./draft-store.js";
import { listFeedback } from "./feedback-list.js";
import { askAboutLists } from "./feedback-pasted.js";

const OFFLINE = "The server cannot be reached. Your words stay here: send them again in a moment.";
const page = find(document, "[data-feedback]", HTMLElement);
const form = find(page, "[data-feedback-form]", HTMLFormElement);
const said = find(form, "[data-feedback-said]", HTMLElement);
const meeting = page.dataset.feedback ?? "";
const isSeated = page.dataset.seated !== undefined;
const draftKey = `feedback:${meeting}`;

const boxes = () => /** @type {HTMLTextAreaElement[]} */ (findAll(form, "textarea"));
const idOf = (/** @type {string} */ name) => find(form, `[name="${name}"]`, HTMLInputElement);
const say = (/** @type {string} */ sentence) => {
  said.textContent = sentence;
};

/**
 * What is typed is kept here until the server has it. Its ids are kept only after a send without an answer: the
 * server may have those cards, and gets them again.
 */
function keepDraft(withIds = false) {
  const typed = boxes().filter((box) => box.value.trim());
  if (!typed.length) return deleteDraft(draftKey);
  const names = typed.flatMap(({ name }) => (withIds ? [name, `${name}_card`, `${name}_key`] : [name]));
  writeDraft(
    draftKey,
    /** @type {[string, string][]} */ ([...new FormData(form)]).filter(([name]) => names.includes(name)),
  );
}

function restoreDraft() {
  if (boxes().some((box) => box.value)) return;
  const gone = [];
  for (const [name, value] of readDraft(draftKey) ?? []) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.value = value;
    else if (!/_(card|key)$/.test(name)) gone.push(value);
  }
  // What was typed for a question that is not asked any more stands in the first box.
  const [first] = boxes();
  if (first && gone.length) first.value = [first.value, ...gone].filter(Boolean).join("\n\n");
}

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
  keepDraft();
  listFeedback(page, meeting, say);
  say("It came in. Nobody sees it before all cards are shown.");
}

async function sendForm() {
  const sent = boxes()
    .filter((box) => box.value.trim())
    .map((box) => ({
      box,
      column: box.name,
      text: box.value,
      card: idOf(`${box.name}_card`).value,
      key: idOf(`${box.name}_key`).value,
    }));
  if (!sent.length) return say("Write something into one of the boxes first.");
  keepDraft(true);
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
      keepDraft(true);
      return say(refusal);
    }
    cameIn([{ column, text, card, key }]);
  }
}

form.addEventListener("input", () => keepDraft());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = find(form, "button", HTMLButtonElement);
  button.disabled = true;
  sendForm().finally(() => {
    button.disabled = false;
  });
});
askAboutLists(form, sendEach);
restoreDraft();
listFeedback(page, meeting, say);
