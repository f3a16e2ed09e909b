/**
 * A draft saves itself a moment after typing, one save at a time; a finished entry is saved by its
 * button, and until then its words stay in this browser.
 */
import { find, settled } from "./dom.js";

const SOON_MS = 800;
const AGAIN_MS = 5000;
const SAVED = "Draft saved just now";
const UNSAVED = "Not saved yet";

/**
 * @param {HTMLFormElement} form
 * @param {import('./entry-draft.js').Kept} kept
 */
export function savesItself(form, kept) {
  const isDraft = form.dataset.draft !== undefined;
  const line = find(form, "[data-kept]", HTMLElement);
  const wrong = find(form, "[data-kept-wrong]", HTMLElement);
  const version = find(form, "[name=version]", HTMLInputElement);
  /** @type {Promise<void> | null} */
  let sending = null;
  /** @type {{said: string, body: URLSearchParams} | null} what nobody answered: it may have arrived all the same */
  let unanswered = null;
  let stopped = form.dataset.refused !== undefined;
  const soon = settled(save, SOON_MS);
  const later = settled(save, AGAIN_MS);

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", submit);
  addEventListener("online", soon);
  if (kept.hasNews) typed();

  function typed() {
    kept.keep();
    line.textContent = isDraft ? UNSAVED : `${UNSAVED}. Your words stay in this browser until you save.`;
    if (isDraft && !stopped) soon();
  }

  /** The button sends all of it, so a save under way comes first: each would find the other's version. */
  function submit(/** @type {SubmitEvent} */ event) {
    kept.keep();
    if (!navigator.onLine) {
      event.preventDefault();
      say("You are offline. Your words are kept in this browser; save again when you are back.");
    } else if (sending) {
      event.preventDefault();
      sending.then(() => form.requestSubmit(event.submitter));
    } else stopped = true;
  }

  function save() {
    if (!isDraft || stopped || sending || !navigator.onLine) return;
    sending = send().finally(() => {
      sending = null;
    });
  }

  async function send() {
    // The same again first: were it the newer words, the server would take its own copy for somebody else's.
    const { said, body } = unanswered ?? { said: kept.said(), body: bodyNow() };
    unanswered = { said, body };
    const answer = await fetch(`/log/${form.dataset.entry}/draft`, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!answer || answer.status >= 500) return later();
    unanswered = null;
    const told = await answer.json().catch(() => null);
    if (answer.ok && told) return done(said, told.version);
    stopped = answer.status !== 422;
    return say(told?.message ?? "That did not work. Save it with the button.");
  }

  const bodyNow = () => new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]));

  /**
   * @param {string} said
   * @param {number} now the entry's version
   */
  function done(said, now) {
    version.value = String(now);
    if (form.dataset.new !== undefined) settleDown();
    kept.saved(said);
    say("");
    const same = kept.said() === said;
    line.textContent = same ? SAVED : UNSAVED;
    if (!same) soon();
  }

  /** The server knows the entry by now: this page is its own from here on. */
  function settleDown() {
    const address = `/log/${form.dataset.entry}/edit`;
    form.action = address;
    history.replaceState(null, "", address);
  }

  /** @param {string} sentence */
  function say(sentence) {
    wrong.textContent = sentence;
    wrong.hidden = !sentence;
  }
}
