import { readItem, removeItem, writeItem } from "../shared/storage.js";

/** @typedef {import("./types").SeatStorage} SeatStorage */

/** @param {string | null} text */
function parsed(text) {
  try {
    return JSON.parse(text ?? "") ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * One seat's part of the browser's storage. What the browser refuses to store (private mode, full) is kept in
 * memory.
 * @param {string} prefix of the names of its items
 * @param {Storage} [storage] the browser's own, if none is given
 * @returns {SeatStorage}
 */
export function openSeatStorage(prefix, storage) {
  /** @type {Map<string, string>} */
  const memory = new Map();
  return {
    get(name, fallback) {
      return parsed(memory.get(name) ?? readItem(prefix + name, storage)) ?? fallback;
    },
    set(name, value) {
      const text = JSON.stringify(value);
      if (writeItem(prefix + name, text, storage)) memory.delete(name);
      else memory.set(name, text);
    },
    remove(name) {
      memory.delete(name);
      removeItem(prefix + name, storage);
    },
    watch(name, onChange) {
      // Browsers tell all other tabs of the same site, and only them.
      globalThis.addEventListener?.("storage", ({ key, oldValue, newValue }) => {
        if (key === prefix + name) onChange(parsed(oldValue), parsed(newValue));
      });
    },
  };
}
