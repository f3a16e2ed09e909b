/** Keeps what is being typed into a form in this browser until it was sent and accepted. */
import { itemNames, readItem, removeItem, writeItem } from "../shared/storage.js";
import { settled } from "./dom.js";

const PREFIX = "draft:";

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {(form: HTMLFormElement) => void} adjust what a script does to the form before anybody types
 */
export function draftOf(form, key, adjust) {
  const pristine = JSON.stringify(untouched(form, adjust));
  adjust(form);
  // What was typed before this script was here is newer than any copy.
  const isTyped = JSON.stringify(entriesOf(form)) !== pristine;

  function keep() {
    const now = JSON.stringify(entriesOf(form));
    if (now === pristine) dropDraft(key);
    else writeDraft(key, now);
  }
  const soon = settled(keep, 300);
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  addEventListener("pagehide", keep);
  if (isTyped) soon();

  return {
    keep: soon,
    /** @returns {Map<string, string[]> | null} the values of each field, by name */
    kept() {
      const text = isTyped ? null : readDraft(key);
      return text && text !== pristine ? groupedBy(JSON.parse(text)) : null;
    },
    drop() {
      removeEventListener("pagehide", keep);
      dropDraft(key);
    },
  };
}

/**
 * What the server sent. Somebody may have typed before this script was here, so it is not what stands there.
 * @param {HTMLFormElement} form
 * @param {(form: HTMLFormElement) => void} [adjust]
 */
export function untouched(form, adjust) {
  const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  copy.reset();
  adjust?.(copy);
  return entriesOf(copy);
}

/** @param {string} key */
export function dropDraft(key) {
  removeItem(PREFIX + key);
}

/**
 * @param {string} beginning of their keys
 * @returns {string[]} the keys of the drafts that are kept
 */
export function draftsLike(beginning) {
  return itemNames(PREFIX + beginning).map((name) => name.slice(PREFIX.length));
}

/** @param {(values: Map<string, string[]>) => boolean} those which of the drafts, by what is in them */
export function dropDrafts(those) {
  try {
    for (const key of draftsLike("")) {
      if (those(groupedBy(JSON.parse(readDraft(key) ?? "[]")))) dropDraft(key);
    }
  } catch {
    /* there are none then */
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Map<string, string[]>} values
 */
export function fillPlainFields(form, values) {
  for (const [name, [value = ""]] of values) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (
      (field instanceof HTMLInputElement && field.type !== "checkbox") ||
      field instanceof HTMLTextAreaElement
    )
      field.value = value;
  }
}

/**
 * @param {string} key
 * @param {string} text
 */
export function writeDraft(key, text) {
  // A full or forbidden store is no reason to disturb the person who writes: the words are still in the form.
  writeItem(PREFIX + key, text);
}

/**
 * @param {string} key
 * @returns {string | null}
 */
export function readDraft(key) {
  return readItem(PREFIX + key);
}

/**
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
export function entriesOf(form) {
  return /** @type {[string, string][]} */ (
    [...new FormData(form)].filter(([name]) => name !== "csrf_token")
  );
}

/** @param {[string, string][]} pairs */
export function groupedBy(pairs) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}
