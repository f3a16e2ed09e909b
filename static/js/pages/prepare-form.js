/** The form of a meeting: its agenda, its timeline, its length, and the draft that survives a reload. */
import { agendaEditor } from "./agenda-editor.js";
import { draftOf, fillPlainFields } from "./draft-store.js";
import { localDate } from "./local-time.js";
import { all, find, reveal } from "./dom.js";
import { recallIn } from "./form-recall.js";
import { countsSendings, dropArrived } from "./submission.js";
import { suggestsTags } from "./tag-suggestions.js";
import { timelineEditor } from "./timeline-editor.js";

const form = find(document, "form[data-prepare]", HTMLFormElement);
const length = find(form, "[name=minutes]", HTMLInputElement);
const csrf = find(form, "[name=csrf_token]", HTMLInputElement).value;

reveal(document);
dropArrived();
const draft = draftOf(form, form.dataset.draft ?? "", localDate);
countsSendings(form);
const agenda = agendaEditor(find(form, "[data-agenda]", HTMLElement), length, csrf, draft.keep);
const timeline = timelineEditor(find(form, "[data-rows=timeline]", HTMLElement), draft.keep);
const recall = recallIn(form);
suggestsTags(form);
const lengths = all(form, "[data-lengths] button");

for (const button of lengths) {
  button.addEventListener("click", () => {
    length.value = /** @type {HTMLButtonElement} */ (button).value;
    length.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
length.addEventListener("input", showLength);
length.addEventListener("agenda", showLength);

const kept = form.dataset.refused === undefined ? draft.kept() : null;
if (kept) restore(kept);
showLength();
/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();

function showLength() {
  for (const button of lengths) {
    const value = /** @type {HTMLButtonElement} */ (button).value;
    button.setAttribute("aria-pressed", String(value === length.value));
  }
}

/** @param {Map<string, string[]>} values */
function restore(values) {
  fillPlainFields(form, values);
  timeline.fill(values.get("timeline_at") ?? [], values.get("timeline_what") ?? []);
  const [titles, minutes] = [values.get("stage_title") ?? [], values.get("stage_minutes") ?? []];
  const kinds = values.get("stage_kind") ?? [];
  recall.fill(values.get("used") ?? []);
  agenda.fill(kinds.map((kind, at) => ({ kind, title: titles[at] ?? "", minutes: minutes[at] ?? "" })));
  const notice = find(document, "[data-draft-notice]", HTMLElement);
  notice.hidden = false;
  find(notice, "[data-draft-drop]", HTMLElement).addEventListener("click", () => {
    draft.drop();
    location.reload();
  });
}
