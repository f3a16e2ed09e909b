/** A browser's storage, in memory; it can be made to refuse like a full one. */
export function memoryStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  let full = false;
  return /** @type {Storage & {fill: () => void}} */ (
    /** @type {unknown} */ ({
      fill: () => {
        full = true;
      },
      getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
      removeItem: (/** @type {string} */ name) => kept.delete(name),
      setItem(/** @type {string} */ name, /** @type {string} */ value) {
        if (full) throw new Error("QuotaExceededError");
        kept.set(name, value);
      },
    })
  );
}

/**
 * Puts a storage in the place of the page's own. Its items are its properties, as a browser's are.
 * @param {Record<string, string>} [items]
 * @returns {any} a storage with its items by name
 */
export function asLocalStorage(items = {}) {
  const storage = Object.assign(
    Object.create({
      getItem(/** @type {string} */ name) {
        return this[name] ?? null;
      },
      setItem(/** @type {string} */ name, /** @type {string} */ text) {
        this[name] = text;
      },
      removeItem(/** @type {string} */ name) {
        delete this[name];
      },
    }),
    items,
  );
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  return storage;
}

const tab = new EventTarget();
Object.assign(globalThis, { addEventListener: tab.addEventListener.bind(tab) });

/**
 * Tells, as a browser does, that another tab has changed what is stored.
 * @param {Storage} storage
 * @param {string} key
 * @param {() => void} change what the other tab does
 */
export function fromAnotherTab(storage, key, change) {
  const oldValue = storage.getItem(key);
  change();
  const newValue = storage.getItem(key);
  tab.dispatchEvent(Object.assign(new Event("storage"), { key, oldValue, newValue }));
}
