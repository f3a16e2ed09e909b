/** The form of a meeting: its agenda, timeline and length, and its draft in this browser. */

import { find, focusMarked, showScriptControls } from "./dom.js";
import { openFormDraft } from "./form-draft.js";
import { recallInForm } from "./form-recall.js";
import { fillFields } from "./form-values.js";
import { removeSpareRows } from "./plan-editors.js";
import { planForm } from "./plan-form.js";
import { rowsEditor } from "./rows-editor.js";
import { deleteSubmittedDrafts, trackSubmissions } from "./submission.js";
import { suggestTags } from "./tag-suggestions.js";
import { cameWithTemplate, templateChoice } from "./template-choice.js";
import { BROWSER_ZONE } from "./zone.js";

const form = find(document, "form[data-prepare]", HTMLFormElement);

showScriptControls(document);
deleteSubmittedDrafts();
const isBegun = cameWithTemplate();
const draft = openFormDraft(form, form.dataset.draft ?? "", adjust, isBegun);
trackSubmissions(form);
const plan = planForm(form, draft.saveSoon);
const timeline = rowsEditor(find(form, "[data-rows=timeline]", HTMLElement), draft.saveSoon);
const recall = recallInForm(form);
suggestTags(form);

const values = draft.read();
if (values) restore(values);
plan.markLength();
templateChoice(plan.fill);
if (isBegun) {
  // From here on the draft has it. Loaded again, the page would undo what is changed in it.
  history.replaceState(null, "", location.pathname);
  draft.saveSoon();
}
focusMarked();

/** @param {HTMLFormElement} fresh as the server sent it */
function adjust(fresh) {
  useBrowserZone(fresh);
  removeSpareRows(fresh);
}

/**
 * A new meeting is led from where this browser is. One that is there already keeps its zone.
 * @param {HTMLFormElement} form
 */
function useBrowserZone(form) {
  const zone = form.querySelector("[name=zone][data-of-browser]");
  if (!(zone instanceof HTMLInputElement)) return;
  zone.value = BROWSER_ZONE;
  find(form, "[data-zone-words]", HTMLElement).textContent = BROWSER_ZONE.replaceAll("_", " ");
}

/** @param {Map<string, string[]>} values */
function restore(values) {
  for (const name of isBegun ? ["minutes", "agenda_minutes"] : []) values.delete(name);
  fillFields(form, values);
  timeline.fill(values);
  recall.fill(values.get("used") ?? []);
  if (!isBegun) plan.fill(values);
  draft.tell();
}
