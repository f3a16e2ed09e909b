/** Keeps what is being typed into a form in this browser until it was sent and accepted. */
import { settled } from './page.js';

const PREFIX = 'draft:';

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 */
export function draftOf(form, key) {
  const pristine = JSON.stringify(entriesOf(form));

  function keep() {
    const now = JSON.stringify(entriesOf(form));
    if (now === pristine) dropDraft(key);
    else writeDraft(key, now);
  }
  const soon = settled(keep, 300);
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  addEventListener('pagehide', keep);

  return {
    keep: soon,
    /** @returns {Map<string, string[]> | null} the values of each field, by name */
    kept() {
      const text = readDraft(key);
      return text && text !== pristine ? groupedBy(JSON.parse(text)) : null;
    },
    drop() {
      removeEventListener('pagehide', keep);
      dropDraft(key);
    },
  };
}

/** @param {string} key */
export function dropDraft(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch { /* there is none then */ }
}

/** @param {(values: Map<string, string[]>) => boolean} those which of the drafts, by what is in them */
export function dropDrafts(those) {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (those(groupedBy(JSON.parse(localStorage[key])))) localStorage.removeItem(key);
    }
  } catch { /* there are none then */ }
}

/**
 * @param {HTMLFormElement} form
 * @param {Map<string, string[]>} values
 */
export function fillPlainFields(form, values) {
  for (const [name, [value = '']] of values) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if ((field instanceof HTMLInputElement && field.type !== 'checkbox') || field instanceof HTMLTextAreaElement) field.value = value;
  }
}

/**
 * @param {string} key
 * @param {string} text
 */
export function writeDraft(key, text) {
  // A full or forbidden store is no reason to disturb the person who writes.
  try {
    localStorage.setItem(PREFIX + key, text);
  } catch { /* the words are still in the form */ }
}

/**
 * @param {string} key
 * @returns {string | null}
 */
export function readDraft(key) {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
export function entriesOf(form) {
  return /** @type {[string, string][]} */ ([...new FormData(form)].filter(([name]) => name !== 'csrf_token'));
}

/** @param {[string, string][]} pairs */
export function groupedBy(pairs) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}
