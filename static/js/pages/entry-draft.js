/**
 * What is typed into an entry's form stays in this browser until the server has it, through reloads,
 * refusals and lost connections. A new entry's form has another id at each load, so its copy is found by
 * the window that made it, or else by who writes; once the server knows the entry, by the entry.
 */
import {
  draftsLike,
  dropDraft,
  entriesOf,
  fillPlainFields,
  groupedBy,
  readDraft,
  untouched,
  writeDraft,
} from "./draft-store.js";
import { all, find } from "./dom.js";
import { countsSendings, dropArrived } from "./submission.js";

const OF_NO_WORD = ["version", "sending"];

/**
 * @typedef {object} Kept
 * @property {() => void} keep writes down what the form says now
 * @property {(said: string) => void} saved the server has `said`
 * @property {() => string} said the form as text: what its writer chose and wrote, and nothing else
 * @property {boolean} hasNews whether the form has words already that the server has not
 */

/**
 * @param {HTMLFormElement} form
 * @param {object} rows
 * @param {{fill: (texts: string[]) => void}} rows.learned
 * @param {{fill: (values: Map<string, string[]>) => void}} rows.actions
 * @param {{fill: (ids: string[]) => Promise<void>}} rows.recall
 * @returns {Kept}
 */
export function keptHere(form, rows) {
  const isNew = () => form.dataset.new !== undefined;
  const ofNew = `new-entry:${form.dataset.reader}:`;
  const key = () => (isNew() ? ofNew : "entry:") + form.dataset.entry;
  const said = () => wordsOf(entriesOf(form));
  // What the server refused has not reached it.
  let reached = form.dataset.refused === undefined ? wordsOf(untouched(form)) : "";

  countsSendings(form);
  dropArrived();
  /** @type {[string, string][]} */
  const copy = form.dataset.refused === undefined ? JSON.parse(readDraft(begun()) ?? "[]") : [];
  // What was typed before this script was here is newer than any copy.
  const isTyped = said() !== reached;
  const isRestored = !isTyped && copy.length > 0 && wordsOf(copy) !== said();
  if (isRestored) restore(groupedBy(copy));

  /** The key of what was begun before: in a new entry's form by this window, or by one that is gone. */
  function begun() {
    if (!isNew()) return key();
    // People who share a browser must not find each other's.
    const own = window.name.startsWith(ofNew) ? [window.name] : [];
    return [...own, ...draftsLike(ofNew)].find((name) => readDraft(name)) ?? key();
  }

  /** @param {Map<string, string[]>} values */
  function restore(values) {
    fillPlainFields(form, values);
    form.dataset.entry = values.get("entry")?.[0] ?? form.dataset.entry;
    rows.learned.fill(values.get("learned") ?? []);
    rows.actions.fill(values);
    rows.recall.fill(values.get("used") ?? []);
    for (const part of all(form, "details")) {
      const written = [...part.querySelectorAll("textarea")].some((area) => area.value);
      if (written) part.setAttribute("open", "");
    }
    const notice = find(document, "[data-draft-notice]", HTMLElement);
    notice.hidden = false;
    find(notice, "[data-draft-drop]", HTMLElement).addEventListener("click", () => {
      dropDraft(key());
      reached = said();
      location.reload();
    });
  }

  function keep() {
    if (said() === reached) dropDraft(key());
    else writeDraft(key(), JSON.stringify(entriesOf(form)));
    if (isNew()) window.name = key();
  }
  addEventListener("pagehide", keep);

  return {
    keep,
    said,
    hasNews: isTyped || isRestored,
    saved(sent) {
      dropDraft(key());
      delete form.dataset.new;
      reached = sent;
      keep();
    },
  };
}

/** @param {[string, string][]} pairs */
function wordsOf(pairs) {
  return JSON.stringify(pairs.filter(([name]) => !OF_NO_WORD.includes(name)));
}
