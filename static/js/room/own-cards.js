/** @typedef {{key: string, column: string, text: string, pos: number}} OwnCard */

/**
 * The cards and thanks that this browser wrote, with the keys that let it change them. Nobody else knows which they
 * are.
 * @param {import("./types").Shelf} shelf
 * @param {(cards: Record<string, OwnCard>) => void} changed
 */
export function openOwn(shelf, changed) {
  /** @type {Record<string, OwnCard>} */
  let cards = shelf.get("own", {});
  /** Another tab of this seat may have written cards too: their keys are kept. */
  const keep = (/** @type {(stored: Record<string, OwnCard>) => Record<string, OwnCard>} */ change) => {
    cards = change(shelf.get("own", {}));
    shelf.set("own", cards);
    changed(cards);
  };
  changed(cards);
  return {
    all: () => cards,
    /** @param {string} id @param {Partial<OwnCard>} part */
    put(id, part) {
      keep((stored) => {
        const old = stored[id] ?? { key: "", column: "", text: "", pos: Object.keys(stored).length };
        return { ...stored, [id]: { ...old, ...part } };
      });
    },
    /** @param {string} id */
    drop(id) {
      keep(({ [id]: _, ...rest }) => rest);
    },
  };
}
