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
