/** What somebody typed before a meeting and had not sent when it began: to copy, or to discard. */

import { find } from "./dom.js";
import { deleteDraft, readDraft } from "./draft-store.js";

const section = find(document, "[data-feedback-left]", HTMLElement);
const draftKey = `feedback:${section.dataset.feedbackLeft}`;
const texts = (readDraft(draftKey) ?? []).filter(([name, text]) => !/_(card|key)$/.test(name) && text.trim());

section.hidden = !texts.length;
find(section, "[data-words]", HTMLElement).textContent = texts.map(([, text]) => text.trim()).join("\n\n");
find(section, "button", HTMLButtonElement).addEventListener("click", () => {
  deleteDraft(draftKey);
  section.hidden = true;
});
