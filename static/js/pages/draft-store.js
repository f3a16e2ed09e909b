/** Drafts of forms in the browser's storage: what was typed and is not saved by the server yet. */

import { itemNames, readItem, removeItem, writeItem } from "../shared/storage.js";
import { groupByName } from "./form-values.js";

const PREFIX = "draft:";

/**
 * @param {string} key
 * @param {[string, string][]} values
 */
export function writeDraft(key, values) {
  writeItem(PREFIX + key, JSON.stringify(values));
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
