/** The form of a template, and its draft in this browser. */

import { find, focusMarked, showScriptControls } from "./dom.js";
import { openFormDraft } from "./form-draft.js";
import { fillFields } from "./form-values.js";
import { removeSpareRows } from "./plan-editors.js";
import { planForm } from "./plan-form.js";
import { deleteSubmittedDrafts, trackSubmissions } from "./submission.js";

const form = find(document, "form[data-template]", HTMLFormElement);

showScriptControls(document);
deleteSubmittedDrafts();
const draft = openFormDraft(form, form.dataset.draft ?? "", removeSpareRows, false);
trackSubmissions(form);
const plan = planForm(form, draft.saveSoon);
const values = draft.read();
if (values) {
  fillFields(form, values);
  plan.fill(values);
  draft.tell();
}
plan.markLength();
focusMarked();
