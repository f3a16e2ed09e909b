/** @typedef {{key: string, column: string, text: string, pos: number}} OwnCard */

/**
 * The cards and thanks that this browser wrote, with the keys that let it change them. Nobody else knows which they are.
 * @param {import("./types").Shelf} shelf
 * @param {(cards: Record<string, OwnCard>) => void} changed
 */
export function openOwn(shelf, changed) {
  /** @type {Record<string, OwnCard>} */
  let cards = shelf.get("own", {});
  const keep = (/** @type {Record<string, OwnCard>} */ next) => {
    cards = next;
    shelf.set("own", cards);
    changed(cards);
  };
  changed(cards);
  return {
    all: () => cards,
    /** @param {string} id @param {Partial<OwnCard>} part */
    put(id, part) {
      const old = cards[id] ?? { key: "", column: "", text: "", pos: Object.keys(cards).length };
      keep({ ...cards, [id]: { ...old, ...part } });
    },
    /** @param {string} id */
    drop(id) {
      const { [id]: _, ...rest } = cards;
      keep(rest);
    },
  };
}
