/** The list of what this browser sent before a meeting: each card can be taken back with its key. */

import { forgetFeedback, keepFeedback, keptFeedback } from "../shared/feedback-cards.js";
import { postJson } from "../shared/request.js";
import { cloneTemplate, find } from "./dom.js";

const FAILED = "The server cannot be reached. The card is still there: try again in a moment.";

/**
 * @param {HTMLElement} page
 * @param {string} meeting
 * @param {(sentence: string) => void} say
 */
export function listFeedback(page, meeting, say) {
  const draw = () => listFeedback(page, meeting, say);
  const cards = Object.entries(keptFeedback(meeting).cards);
  find(page, "[data-feedback-sent]", HTMLElement).hidden = !cards.length;
  find(page, "[data-feedback-forget]", HTMLButtonElement).onclick = () => {
    forgetFeedback(meeting);
    draw();
    say("This browser has forgotten them. They stay in the meeting.");
  };
  const items = cards.map(([id, card]) => {
    const item = cloneTemplate(find(page, "[data-feedback-card]", HTMLTemplateElement));
    const label = page.querySelector(`label[for=${CSS.escape(card.column)}]`)?.textContent?.trim() ?? "";
    find(item, "[data-question]", HTMLElement).textContent = label;
    find(item, "[data-words]", HTMLElement).textContent = card.text;
    const button = find(item, "button", HTMLButtonElement);
    button.setAttribute("aria-label", `Take it back: ${card.text}`);
    button.addEventListener("click", async () => {
      say(await takeBack(page, meeting, id));
      draw();
    });
    return item;
  });
  find(page, "[data-feedback-list]", HTMLElement).replaceChildren(...items);
}

/**
 * @param {HTMLElement} page
 * @param {string} meeting
 * @param {string} id
 * @returns {Promise<string>} a sentence that says how it went
 */
async function takeBack(page, meeting, id) {
  const kept = keptFeedback(meeting);
  const csrf = find(page, "[name=csrf_token]", HTMLInputElement).value;
  const data = { card: id, key: kept.cards[id].key };
  const response = await postJson(page.dataset.takeBack ?? "", data, csrf).catch(() => null);
  const { code, message } = (await response?.json().catch(() => null)) ?? {};
  // One that is gone already was taken back in another tab.
  if (!response?.ok && code !== "not_found") return message ?? FAILED;
  delete kept.cards[id];
  keepFeedback(meeting, kept);
  return "It is taken back.";
}
