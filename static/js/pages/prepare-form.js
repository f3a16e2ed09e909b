/** The form of a meeting: its agenda, timeline and length, and its draft in this browser. */

import { agendaEditor } from "./agenda-editor.js";
import { find, findAll, focusMarked, showScriptControls } from "./dom.js";
import { recallInForm } from "./form-recall.js";
import { fillFields } from "./form-values.js";
import { openMeetingDraft } from "./meeting-draft.js";
import { deleteSubmittedDrafts, trackSubmissions } from "./submission.js";
import { suggestTags } from "./tag-suggestions.js";
import { timelineEditor } from "./timeline-editor.js";
import { BROWSER_ZONE } from "./zone.js";

const form = find(document, "form[data-prepare]", HTMLFormElement);
const length = find(form, "[name=minutes]", HTMLInputElement);
const csrf = find(form, "[name=csrf_token]", HTMLInputElement).value;

showScriptControls(document);
deleteSubmittedDrafts();
const draft = openMeetingDraft(form, form.dataset.draft ?? "", useBrowserZone);
trackSubmissions(form);
const agenda = agendaEditor(find(form, "[data-agenda]", HTMLElement), length, csrf, draft.saveSoon);
const timeline = timelineEditor(find(form, "[data-rows=timeline]", HTMLElement), draft.saveSoon);
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
focusMarked();

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
  fillFields(form, values);
  timeline.fill(values.get("timeline_at") ?? [], values.get("timeline_what") ?? []);
  recall.fill(values.get("used") ?? []);
  const [titles, minutes] = [values.get("stage_title") ?? [], values.get("stage_minutes") ?? []];
  const kinds = values.get("stage_kind") ?? [];
  agenda.fill(
    kinds.map((kind, index) => ({ kind, title: titles[index] ?? "", minutes: minutes[index] ?? "" })),
  );
  const notice = find(document, "[data-draft-notice]", HTMLElement);
  notice.hidden = false;
  find(notice, "[data-draft-drop]", HTMLElement).addEventListener("click", () => {
    draft.discard();
    location.reload();
  });
}
