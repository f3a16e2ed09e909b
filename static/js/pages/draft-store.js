/** Drafts of forms in the browser's storage: what was typed and is not saved by the server yet. */

import { itemNames, readItem, removeItem, writeItem } from "../shared/storage.js";
import { groupByName } from "./form-values.js";

const PREFIX = "draft:";
/** Written for a moment when somebody signs out. */
const ENDED = "drafts-ended";
/** Whether the person of this page has signed out in another tab. */
let hasEnded = false;

/**
 * @param {string} key
 * @param {[string, string][]} values
 */
export function writeDraft(key, values) {
  if (!hasEnded) writeItem(PREFIX + key, JSON.stringify(values));
}

/**
 * @param {string} key
 * @returns {[string, string][] | null}
 */
export function readDraft(key) {
  const text = readItem(PREFIX + key);
  return text ? JSON.parse(text) : null;
}

/** @param {string} key */
export function deleteDraft(key) {
  removeItem(PREFIX + key);
}

/**
 * @param {string} beginning
 * @returns {string[]} the keys of all drafts that begin like this
 */
export function draftKeys(beginning) {
  return itemNames(PREFIX + beginning).map((name) => name.slice(PREFIX.length));
}

/** Forgets all drafts, also of forms that are open in other tabs: these write no more. */
export function deleteAllDrafts() {
  for (const key of draftKeys("")) deleteDraft(key);
  writeItem(ENDED, String(Date.now()));
  removeItem(ENDED);
}

globalThis.addEventListener?.("storage", ({ key }) => {
  if (key === ENDED) hasEnded = true;
});

/** @param {(values: Map<string, string[]>) => boolean} isMatch */
export function deleteDraftsWhere(isMatch) {
  try {
    for (const key of draftKeys("")) {
      if (isMatch(groupByName(readDraft(key) ?? []))) deleteDraft(key);
    }
  } catch {
    // A draft that is not JSON was not written here.
  }
}
