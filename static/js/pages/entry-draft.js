/**
 * The draft of an entry's form: what is typed stays in this browser until the server has it, through reloads,
 * refusals and lost connections.
 *
 * A draft's key names the entry. The form of a new entry has another entry's id at each load, so its draft is
 * looked up by the window that wrote it, or else by the person who writes.
 */

import { find, findAll } from "./dom.js";
import { deleteDraft, draftKeys, readDraft, writeDraft } from "./draft-store.js";
import { fillFields, formValues, groupByName, initialValues } from "./form-values.js";
import { deleteSubmittedDrafts, trackSubmissions } from "./submission.js";

/** Fields that no person fills in. */
const TECHNICAL_FIELDS = ["version", "sending"];

/**
 * @typedef {object} EntryDraft
 * @property {() => void} save writes what is in the form now
 * @property {() => string} content what the person wrote and chose in the form, as text to compare
 * @property {(content: string) => void} markSaved to be called when the server has saved this content
 * @property {boolean} hasUnsavedChanges whether the form had changes at the start that the server does not
 *   have
 */

/**
 * Opens the draft and fills the form from it.
 * @param {HTMLFormElement} form
 * @param {object} rows
 * @param {{fill: (texts: string[]) => void}} rows.learned
 * @param {{fill: (values: Map<string, string[]>) => void}} rows.actions
 * @param {{fill: (ids: string[]) => Promise<void>}} rows.recall
 * @returns {EntryDraft}
 */
export function openEntryDraft(form, rows) {
  const isNew = () => form.dataset.new !== undefined;
  const newEntryPrefix = `new-entry:${form.dataset.reader}:`;
  const key = () => (isNew() ? newEntryPrefix : "entry:") + form.dataset.entry;
  const content = () => contentOf(formValues(form));
  const wasRefused = form.dataset.refused !== undefined;
  // What the server refused, it does not have.
  let savedContent = wasRefused ? "" : contentOf(initialValues(form));

  trackSubmissions(form);
  deleteSubmittedDrafts();
  const draft = wasRefused ? [] : (readDraft(previousKey()) ?? []);
  // What was typed before this script was loaded is newer than any draft.
  const isTyped = content() !== savedContent;
  const isRestored = !isTyped && draft.length > 0 && contentOf(draft) !== content();
  if (isRestored) restore(groupByName(draft));

  /**
   * @returns {string} the key of an earlier draft; for a new entry, of this window's draft or of any other
   */
  function previousKey() {
    if (!isNew()) return key();
    // The prefix names the person: people who share a browser must not find each other's drafts.
    const ofThisWindow = window.name.startsWith(newEntryPrefix) ? [window.name] : [];
    return [...ofThisWindow, ...draftKeys(newEntryPrefix)].find((name) => readDraft(name)) ?? key();
  }

  /** @param {Map<string, string[]>} values */
  function restore(values) {
    fillFields(form, values);
    form.dataset.entry = values.get("entry")?.[0] ?? form.dataset.entry;
    rows.learned.fill(values.get("learned") ?? []);
    rows.actions.fill(values);
    rows.recall.fill(values.get("used") ?? []);
    openFilledParts(form);
    const notice = find(document, "[data-draft-notice]", HTMLElement);
    notice.hidden = false;
    find(notice, "[data-draft-drop]", HTMLElement).addEventListener("click", discard);
  }

  function discard() {
    deleteDraft(key());
    // So that leaving the page writes no draft again.
    savedContent = content();
    location.reload();
  }

  function save() {
    if (content() === savedContent) deleteDraft(key());
    else writeDraft(key(), formValues(form));
    if (isNew()) window.name = key();
  }
  addEventListener("pagehide", save);

  return {
    save,
    content,
    hasUnsavedChanges: isTyped || isRestored,
    markSaved(sentContent) {
      deleteDraft(key());
      delete form.dataset.new;
      savedContent = sentContent;
      save();
    },
  };
}

/** @param {[string, string][]} values */
function contentOf(values) {
  return JSON.stringify(values.filter(([name]) => !TECHNICAL_FIELDS.includes(name)));
}

/**
 * Opens the folded parts of the form in which something is written.
 * @param {HTMLFormElement} form
 */
function openFilledParts(form) {
  for (const part of findAll(form, "details")) {
    const isFilled = [...part.querySelectorAll("textarea")].some((area) => area.value);
    if (isFilled) part.setAttribute("open", "");
  }
}
