/** Recall in a form: an entry that is chosen is a checked box of the form, and is saved with it. */

import { debounce } from "./debounce.js";
import { cloneTemplate, find, findAll } from "./dom.js";
import { offerList } from "./recall-offers.js";
import { fetchRecall } from "./recall-requests.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

const PAUSE_MS = 600;
const MIN_LENGTH = 8;
const TEXT_FIELDS = ["title", "learned", "did", "expected", "happened", "impact", "drove", "next_time"];

/**
 * A form without recall gets a `fill` that does nothing.
 * @param {HTMLFormElement} form
 */
export function recallInForm(form) {
  if (!form.querySelector("[data-recall]")) return { async fill() {} };
  const box = find(form, "[data-recall]", HTMLElement);
  const csrf = find(form, "[name=csrf_token]", HTMLInputElement).value;
  const chosen = find(box, "[data-chosen]", HTMLElement);
  const template = find(box, "[data-chosen-blank]", HTMLTemplateElement);
  const formText = () => {
    const values = new FormData(form);
    return TEXT_FIELDS.flatMap((name) => values.getAll(name))
      .join("\n")
      .trim();
  };
  const usedIds = () => new FormData(form).getAll("used").map(String);
  const checkboxes = () => /** @type {HTMLInputElement[]} */ (findAll(chosen, "input"));
  const showOffers = offerList(box, choose);

  /**
   * @param {string} id
   * @param {string} title
   */
  function addChosen(id, title) {
    const item = cloneTemplate(template);
    const checkbox = find(item, "input", HTMLInputElement);
    const label = find(item, "span", HTMLElement);
    checkbox.value = id;
    label.textContent = title;
    chosen.append(item);
    return { id, item, checkbox, label };
  }

  /** @param {RecalledEntry} entry */
  function choose(entry) {
    const checkbox =
      checkboxes().find(({ value }) => value === entry.id) ?? addChosen(entry.id, entry.title).checkbox;
    checkbox.checked = true;
    form.dispatchEvent(new Event("change", { bubbles: true }));
    checkbox.focus();
    search();
  }

  async function search() {
    const text = formText();
    if (text.length < MIN_LENGTH) return showOffers([], chosen.children.length);
    const found = await fetchRecall({ text, entry: form.dataset.entry ?? "", used: usedIds() }, csrf);
    // If the text is another one by now, a newer search is on its way.
    if (found && text === formText()) showOffers(found.entries, chosen.children.length);
  }

  form.addEventListener("input", debounce(search, PAUSE_MS));
  search();
  return {
    /** @param {string[]} ids the entries that a draft had chosen */
    async fill(ids) {
      for (const checkbox of checkboxes()) checkbox.checked = ids.includes(checkbox.value);
      const missing = ids.filter((id) => !usedIds().includes(id));
      // Added at once, so that whatever is saved meanwhile contains them; their titles follow.
      const added = missing.map((id) => addChosen(id, "An earlier entry"));
      const found = missing.length ? await fetchRecall({ used: missing }, csrf) : null;
      const titles = new Map(found?.used.map((entry) => [entry.id, entry.title]));
      for (const { id, item, label } of added) {
        const title = titles.get(id);
        if (title) label.textContent = title;
        else if (found) item.remove();
      }
      await search();
    },
  };
}
