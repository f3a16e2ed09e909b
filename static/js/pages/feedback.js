/** Sends what somebody writes before a meeting without losing a word of it, and lists what this browser sent. */

import { feedbackCards, forgetFeedbackCards, keepFeedbackCards } from "../shared/feedback-cards.js";
import { newId } from "../shared/ids.js";
import { postJson } from "../shared/request.js";
import { cloneTemplate, find, findAll } from "./dom.js";
import { deleteDraft, readDraft, writeDraft } from "./draft-store.js";

const OFFLINE = "The server cannot be reached. Your words stay here: send them again in a moment.";
const page = find(document, "[data-feedback]", HTMLElement);
const form = find(page, "[data-feedback-form]", HTMLFormElement);
const said = find(form, "[data-feedback-said]", HTMLElement);
const meeting = page.dataset.feedback ?? "";
const draftKey = `feedback:${meeting}`;

const boxes = () => /** @type {HTMLTextAreaElement[]} */ (findAll(form, "textarea"));
const hidden = (/** @type {string} */ name) => find(form, `[name=${name}]`, HTMLInputElement);
const csrf = () => hidden("csrf_token").value;

/** What is typed is kept here until the server has it, with the ids that it is sent with. */
function keepDraft() {
  const isEmpty = boxes().every((box) => !box.value.trim());
  const values = /** @type {[string, string][]} */ ([...new FormData(form)]);
  if (isEmpty) deleteDraft(draftKey);
  else
    writeDraft(
      draftKey,
      values.filter(([name]) => name !== "csrf_token"),
    );
}

function restoreDraft() {
  if (boxes().some((box) => box.value)) return;
  for (const [name, value] of readDraft(draftKey) ?? []) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.value = value;
  }
}

/** @param {string} sentence */
async function answered(/** @type {Response} */ response, sentence) {
  const answer = await response.json().catch(() => ({}));
  return response.ok ? "" : (answer.message ?? sentence);
}

async function sendForm() {
  const sent = boxes().filter((box) => box.value.trim());
  if (!sent.length) return say("Write something into one of the boxes first.");
  const response = await fetch(form.action || location.href, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  }).catch(() => null);
  const refusal = response ? await answered(response, "That did not work. Send it once more.") : OFFLINE;
  if (refusal) return say(refusal);
  const cards = feedbackCards(meeting);
  for (const box of sent) {
    const [card, key] = [hidden(`${box.name}_card`), hidden(`${box.name}_key`)];
    cards[card.value] = { key: key.value, column: box.name, text: box.value };
    [box.value, card.value, key.value] = ["", newId(), newId()];
  }
  keepFeedbackCards(meeting, cards);
  deleteDraft(draftKey);
  listCards();
  say("It came in. Nobody sees it before all cards are shown.");
}

/** @param {string} id */
async function takeBack(id) {
  const { key } = feedbackCards(meeting)[id];
  const url = page.dataset.takeBack ?? "";
  const response = await postJson(url, { card: id, key }, csrf()).catch(() => null);
  const refusal = response ? await answered(response, "That did not work.") : OFFLINE;
  // One that is gone already was taken back in another tab.
  if (refusal && response?.status !== 404) return say(refusal);
  const { [id]: _, ...others } = feedbackCards(meeting);
  keepFeedbackCards(meeting, others);
  listCards();
  say("It is taken back.");
}

function listCards() {
  const cards = Object.entries(feedbackCards(meeting));
  find(page, "[data-feedback-sent]", HTMLElement).hidden = !cards.length;
  find(page, "[data-feedback-list]", HTMLElement).replaceChildren(
    ...cards.map(([id, card]) => drawn(id, card)),
  );
}

/** @param {string} id @param {import("../shared/feedback-cards.js").FeedbackCard} card */
function drawn(id, { column, text }) {
  const item = cloneTemplate(find(page, "[data-feedback-card]", HTMLTemplateElement));
  const label = form.querySelector(`label[for=${CSS.escape(column)}]`)?.textContent?.trim() ?? "";
  find(item, "[data-question]", HTMLElement).textContent = label;
  find(item, "[data-words]", HTMLElement).textContent = text;
  const button = find(item, "button", HTMLButtonElement);
  button.setAttribute("aria-label", `Take it back: ${text}`);
  button.addEventListener("click", () => takeBack(id));
  return item;
}

/** @param {string} sentence */
function say(sentence) {
  said.textContent = sentence;
}

form.addEventListener("input", keepDraft);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = find(form, "button", HTMLButtonElement);
  button.disabled = true;
  sendForm().finally(() => {
    button.disabled = false;
  });
});
forgetFeedbackCards();
restoreDraft();
listCards();
