/**
 * The form of an unfinished entry is saved a moment after typing, one save at a time. A finished entry is
 * saved by its button only; until then, what is typed stays in this browser.
 */

import { debounce } from "./debounce.js";
import { find } from "./dom.js";

const PAUSE_MS = 800;
const RETRY_MS = 5000;
const SAVED = "Draft saved just now";
const UNSAVED = "Not saved yet";

/**
 * @param {HTMLFormElement} form
 * @param {import("./entry-draft.js").EntryDraft} draft
 */
export function startAutosave(form, draft) {
  const isUnfinished = form.dataset.draft !== undefined;
  const status = find(form, "[data-kept]", HTMLElement);
  const error = find(form, "[data-kept-wrong]", HTMLElement);
  const version = find(form, "[name=version]", HTMLInputElement);
  /** @type {Promise<void> | null} the save that is under way */
  let saving = null;
  /**
   * @type {{content: string, body: URLSearchParams} | null} a save without an answer: the server may have it
   */
  let unanswered = null;
  let isStopped = form.dataset.refused !== undefined;
  const saveSoon = debounce(save, PAUSE_MS);
  const saveLater = debounce(save, RETRY_MS);

  form.addEventListener("input", onChange);
  form.addEventListener("change", onChange);
  form.addEventListener("submit", onSubmit);
  addEventListener("online", saveSoon);
  if (draft.hasUnsavedChanges) onChange();

  function onChange() {
    draft.save();
    status.textContent = isUnfinished
      ? UNSAVED
      : `${UNSAVED}. Your words stay in this browser until you save.`;
    if (isUnfinished && !isStopped) saveSoon();
  }

  /** The button waits for a save that is under way; at the same time, each would find the other's version. */
  function onSubmit(/** @type {SubmitEvent} */ event) {
    draft.save();
    if (!navigator.onLine) {
      event.preventDefault();
      showError("You are offline. Your words are kept in this browser; save again when you are back.");
    } else if (saving) {
      event.preventDefault();
      saving.then(() => form.requestSubmit(event.submitter));
    } else isStopped = true;
  }

  function save() {
    if (!isUnfinished || isStopped || saving || !navigator.onLine) return;
    saving = send().finally(() => {
      saving = null;
    });
  }

  async function send() {
    // The same again first. If the server has it and got something newer now, it would take its own copy for
    // somebody else's.
    unanswered ??= { content: draft.content(), body: requestBody() };
    const { content, body } = unanswered;
    const answer = await fetch(`/log/${form.dataset.entry}/draft`, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!answer || answer.status >= 500) return saveLater();
    unanswered = null;
    const result = await answer.json().catch(() => null);
    if (answer.ok && result) return onSaved(content, result.version);
    isStopped = answer.status !== 422;
    return showError(result?.message ?? "That did not work. Save it with the button.");
  }

  const requestBody = () => new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]));

  /**
   * @param {string} content
   * @param {number} newVersion of the entry
   */
  function onSaved(content, newVersion) {
    version.value = String(newVersion);
    if (form.dataset.new !== undefined) becomeEditPage();
    draft.markSaved(content);
    showError("");
    const isUnchanged = draft.content() === content;
    status.textContent = isUnchanged ? SAVED : UNSAVED;
    if (!isUnchanged) saveSoon();
  }

  /** From the first save on, a new entry has an address of its own: a reload opens that one. */
  function becomeEditPage() {
    const address = `/log/${form.dataset.entry}/edit`;
    form.action = address;
    history.replaceState(null, "", address);
  }

  /** @param {string} sentence "" for none */
  function showError(sentence) {
    error.textContent = sentence;
    error.hidden = !sentence;
  }
}
