/**
 * The form of an entry: its rows, its draft in this browser, saving it, and taking over a newer version's
 * words.
 */

import { forgetWords } from "../shared/unsent-words.js";
import { startAutosave } from "./autosave.js";
import { find, findAll, focusMarked, showScriptControls } from "./dom.js";
import { takeAddition } from "./entry-additions.js";
import { openEntryDraft } from "./entry-draft.js";
import { actionRows, actionValues, learnedRows } from "./entry-rows.js";
import { recallInForm } from "./form-recall.js";
import { fillFields } from "./form-values.js";
import "./local-time.js";
import { suggestTags } from "./tag-suggestions.js";

const form = find(document, "form[data-entry]", HTMLFormElement);

const learned = learnedRows(find(form, "[data-rows=learned]", HTMLElement));
const actions = actionRows(find(form, "[data-rows=actions]", HTMLElement));
showScriptControls(document);
const draft = openEntryDraft(form, { learned, actions, recall: recallInForm(form) });
startAutosave(form, draft);
addFromRoom();
suggestTags(form);
enableTakeOver();
focusMarked();

/** Adds the words that the reader took along from a room, and shows them. */
function addFromRoom() {
  const addition = takeAddition();
  if (!addition) return;
  const { field: name, text } = addition;
  const fields = () => /** @type {HTMLTextAreaElement[]} */ (findAll(form, `textarea[name=${name}]`));
  const texts = [...fields().map(({ value }) => value), text].filter((value) => value.trim());
  if (name === "learned") learned.fill(texts);
  else fillFields(form, new Map([[name, [texts.join("\n")]]]));
  const field = fields().pop();
  field?.closest("details")?.setAttribute("open", "");
  // The form's own draft has them from now on.
  field?.dispatchEvent(new Event("input", { bubbles: true }));
  field?.focus();
  forgetWords(addition.kept, addition.box);
}

/** In a conflict, a button beside each field takes over the other version of that field. */
function enableTakeOver() {
  const json = document.querySelector("[data-theirs]")?.textContent;
  if (!json) return;
  /** @type {{values: Record<string, string>, learned: string[], actions: Record<string, string>[]}} */
  const theirs = JSON.parse(json);
  for (const button of findAll(document, "[data-take]")) {
    button.addEventListener("click", () => takeOver(button.dataset.take ?? ""));
  }

  /** @param {string} name of a field, or of rows of fields */
  function takeOver(name) {
    if (name === "learned") learned.fill(theirs.learned);
    else if (name === "actions") actions.fill(actionValues(theirs.actions));
    else fillFields(form, new Map([[name, [theirs.values[name] ?? ""]]]));
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
