/** Keeps what is being typed into a form in this browser until it was sent and accepted. */
import { settled } from './page.js';

const PREFIX = 'draft:';

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 */
export function draftOf(form, key) {
  const pristine = JSON.stringify(entries(form));

  function keep() {
    const now = JSON.stringify(entries(form));
    // A full or forbidden store is no reason to disturb the person who writes.
    try {
      if (now === pristine) localStorage.removeItem(PREFIX + key);
      else localStorage.setItem(PREFIX + key, now);
    } catch { /* the words are still in the form */ }
  }
  const soon = settled(keep, 300);
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  addEventListener('pagehide', keep);

  return {
    keep: soon,
    /** @returns {Map<string, string[]> | null} the values of each field, by name */
    kept() {
      const text = read(PREFIX + key);
      return text && text !== pristine ? grouped(JSON.parse(text)) : null;
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

/**
 * @param {HTMLFormElement} form
 * @param {Map<string, string[]>} values
 */
export function fillPlainFields(form, values) {
  for (const [name, [value = '']] of values) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
  }
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
function entries(form) {
  return /** @type {[string, string][]} */ ([...new FormData(form)].filter(([name]) => name !== 'csrf_token'));
}

/** @param {[string, string][]} pairs */
function grouped(pairs) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}
