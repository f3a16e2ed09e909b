/** The form of a meeting: its agenda, timeline and length, and its draft in this browser. */

import { agendaEditor } from "./agenda-editor.js";
import { find, findAll, focusMarked, showScriptControls } from "./dom.js";
import { recallInForm } from "./form-recall.js";
import { fillFields } from "./form-values.js";
import { openMeetingDraft } from "./meeting-draft.js";
import { planEditors, removeSpareRows } from "./plan-editors.js";
import { rowsEditor } from "./rows-editor.js";
import { deleteSubmittedDrafts, trackSubmissions } from "./submission.js";
import { suggestTags } from "./tag-suggestions.js";
import { cameWithTemplate, templateChoice } from "./template-choice.js";
import { BROWSER_ZONE } from "./zone.js";

const form = find(document, "form[data-prepare]", HTMLFormElement);
const length = find(form, "[name=minutes]", HTMLInputElement);
const csrf = find(form, "[name=csrf_token]", HTMLInputElement).value;

showScriptControls(document);
deleteSubmittedDrafts();
const isBegun = cameWithTemplate();
const draft = openMeetingDraft(form, form.dataset.draft ?? "", adjust, isBegun);
trackSubmissions(form);
const agenda = agendaEditor(find(form, "[data-agenda]", HTMLElement), length, csrf, draft.saveSoon);
const timeline = rowsEditor(find(form, "[data-rows=timeline]", HTMLElement), draft.saveSoon);
const plan = planEditors(form, draft.saveSoon);
const recall = recallInForm(form);
suggestTags(form);
const lengthButtons = /** @type {HTMLButtonElement[]} */ (findAll(form, "[data-lengths] button"));

for (const button of lengthButtons) {
  button.addEventListener("click", () => {
    length.value = button.value;
    length.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
length.addEventListener("input", markLength);
length.addEventListener("agenda", markLength);

const values = form.dataset.refused === undefined ? draft.read() : null;
if (values) restore(values);
markLength();
templateChoice(fillPlan);
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

function markLength() {
  for (const button of lengthButtons) {
    button.setAttribute("aria-pressed", String(button.value === length.value));
  }
}

/** @param {Map<string, string[]>} values */
function restore(values) {
  for (const name of isBegun ? ["minutes", "agenda_minutes"] : []) values.delete(name);
  fillFields(form, values);
  timeline.fill(values);
  recall.fill(values.get("used") ?? []);
  if (!isBegun) fillPlan(values);
  const notice = find(document, "[data-draft-notice]", HTMLElement);
  notice.hidden = false;
  find(notice, "[data-draft-drop]", HTMLElement).addEventListener("click", () => {
    draft.discard();
    location.reload();
  });
}

/** The agenda, the columns and the ground rules. @param {Map<string, string[]>} values */
function fillPlan(values) {
  plan.fill(values);
  const [titles, minutes] = [values.get("stage_title") ?? [], values.get("stage_minutes") ?? []];
  const kinds = values.get("stage_kind") ?? [];
  agenda.fill(
    kinds.map((kind, index) => ({ kind, title: titles[index] ?? "", minutes: minutes[index] ?? "" })),
  );
}
