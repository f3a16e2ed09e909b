/** @typedef {import("./types").Shelf} Shelf */

/**
 * One seat's part of the browser's storage. Words are kept in memory when the browser refuses to store (private mode,
 * full).
 * @param {Storage | undefined} storage
 * @param {string} prefix
 * @returns {Shelf}
 */
export function openShelf(storage, prefix) {
  /** @type {Map<string, string>} */
  const memory = new Map();
  return {
    get(name, otherwise) {
      try {
        return JSON.parse(memory.get(name) ?? storage?.getItem(prefix + name) ?? "") ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      const text = JSON.stringify(value);
      try {
        if (!storage) throw new Error("no storage");
        storage.setItem(prefix + name, text);
        memory.delete(name);
      } catch {
        memory.set(name, text);
      }
    },
    drop(name) {
      memory.delete(name);
      try {
        storage?.removeItem(prefix + name);
      } catch {
        /* nothing was stored, so nothing is left */
      }
    },
  };
}
