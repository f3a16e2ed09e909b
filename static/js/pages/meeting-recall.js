/** Recall on a meeting's own page: an entry that is chosen is linked with the meeting at once. */

import { cloneTemplate, find } from "./dom.js";
import { offerList } from "./recall-offers.js";
import { fetchRecall, linkToMeeting } from "./recall-requests.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

const NOT_LINKED = "It could not be linked just now. Try again in a moment.";

/** Does nothing on a page without offers. */
export async function recallForMeeting() {
  if (!document.querySelector("[data-meeting-id] [data-offers]")) return;
  const box = find(document, "[data-recall]", HTMLElement);
  const csrf = box.dataset.csrf ?? "";
  const chosen = find(box, "[data-chosen]", HTMLElement);
  const template = find(box, "[data-chosen-blank]", HTMLTemplateElement);
  const showOffers = offerList(box, choose);

  /** @returns {string[]} the ids of the entries that are linked */
  const linkedIds = () =>
    [...chosen.querySelectorAll("a")].map((link) => link.pathname.split("/").pop() ?? "");

  async function search() {
    const text = JSON.parse(find(box, "[data-recall-text]", HTMLScriptElement).textContent ?? '""');
    const found = await fetchRecall({ text, used: linkedIds() }, csrf);
    showOffers(found?.entries ?? [], chosen.children.length);
  }

  /** @param {RecalledEntry} entry */
  async function choose(entry) {
    const isLinked = await linkToMeeting({ entry: entry.id, meeting: box.dataset.meetingId }, csrf);
    if (!isLinked) {
      find(box, "[data-recall-note]", HTMLElement).textContent = NOT_LINKED;
      return;
    }
    const item = cloneTemplate(template);
    const link = find(item, "a", HTMLAnchorElement);
    link.href = `/log/${entry.id}`;
    link.textContent = entry.title;
    chosen.append(item);
    link.focus();
    await search();
  }
  await search();
}
