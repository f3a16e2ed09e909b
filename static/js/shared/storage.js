/**
 * The browser's storage, for code that has to go on when it is full or forbidden. Nothing here throws.
 */

/** @returns {Storage | undefined} undefined when the browser refuses access to it */
function localStorageOrNone() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {Storage} [storage]
 * @returns {string | null} null when nothing is stored under that name, or when it can't be read
 */
export function readItem(name, storage = localStorageOrNone()) {
  try {
    return storage?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @param {Storage} [storage]
 * @returns {boolean} whether it was stored
 */
export function writeItem(name, text, storage = localStorageOrNone()) {
  try {
    storage?.setItem(name, text);
    return storage !== undefined;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {Storage} [storage]
 */
export function removeItem(name, storage = localStorageOrNone()) {
  try {
    storage?.removeItem(name);
  } catch {
    // Nothing could be stored, so there is nothing to remove.
  }
}

/**
 * @param {string} prefix
 * @returns {string[]} the names of all stored items that begin with `prefix`
 */
export function itemNames(prefix) {
  try {
    return Object.keys(localStorageOrNone() ?? {}).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
