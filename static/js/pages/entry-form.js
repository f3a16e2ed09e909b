/** The form of an entry: its rows, and the words in it, which are never lost. */
import { fillPlainFields } from "./draft-store.js";
import { all, find, reveal } from "./dom.js";
import { recallIn } from "./form-recall.js";
import { actionRows, actionValues, learnedRows } from "./entry-rows.js";
import { keptHere } from "./entry-draft.js";
import { savesItself } from "./autosave.js";
import { suggestsTags } from "./tag-suggestions.js";
import "./local-time.js";

const form = find(document, "form[data-entry]", HTMLFormElement);

const learned = learnedRows(find(form, "[data-rows=learned]", HTMLElement));
const actions = actionRows(find(form, "[data-rows=actions]", HTMLElement));
reveal(document);
localToday();
const kept = keptHere(form, { learned, actions, recall: recallIn(form) });
savesItself(form, kept);
suggestsTags(form);
takeTheirs();
/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();

/** A new entry is about today; the server knows the day in UTC only. */
function localToday() {
  const date = find(form, "[name=date]", HTMLInputElement);
  if (form.dataset.new === undefined || date.value !== date.defaultValue) return;
  const now = new Date();
  date.value = new Date(now.valueOf() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  date.defaultValue = date.value;
}

/** In a conflict, the other version of a field can be taken over with one press. */
function takeTheirs() {
  const said = document.querySelector("[data-theirs]")?.textContent;
  if (!said) return;
  /** @type {{values: Record<string, string>, learned: string[], actions: Record<string, string>[]}} */
  const theirs = JSON.parse(said);
  for (const button of all(document, "[data-take]"))
    button.addEventListener("click", () => take(button.dataset.take ?? ""));

  /** @param {string} name of a field, or of rows of fields */
  function take(name) {
    if (name === "learned") learned.fill(theirs.learned);
    else if (name === "actions") actions.fill(actionValues(theirs.actions));
    else fillPlainFields(form, new Map([[name, [theirs.values[name] ?? ""]]]));
    const field = find(
      form,
      `[name=${name}]:is(textarea, :checked, [type=text], [type=date]), [data-rows=${name}] :is(textarea, [data-add])`,
      HTMLElement,
    );
    field.closest("details")?.setAttribute("open", "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
}
