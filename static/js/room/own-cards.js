/**
 * @typedef {{key: string, column: string, text: string, pos: number}} OwnCard `key`: the right to change the
 * card
 */

/**
 * The cards and thanks that this browser wrote, with their keys. Nobody else knows which they are.
 * @param {import("./types").SeatStorage} storage
 * @param {(cards: Record<string, OwnCard>) => void} onChange also called at once
 */
export function openOwnCards(storage, onChange) {
  /** @type {Record<string, OwnCard>} */
  let cards = storage.get("own", {});

  /**
   * Read anew before each change: another tab of this seat may have written cards, and their keys must stay.
   */
  const change = (
    /** @type {(stored: Record<string, OwnCard>) => Record<string, OwnCard>} */ changeStored,
  ) => {
    cards = changeStored(storage.get("own", {}));
    storage.set("own", cards);
    onChange(cards);
  };
  const read = () => {
    cards = storage.get("own", {});
    onChange(cards);
  };
  onChange(cards);
  storage.watch("own", read);

  return {
    all: () => cards,
    /** @param {string} id @param {Partial<OwnCard>} changes of a card, or what is known of a new one */
    put(id, changes) {
      change((stored) => {
        const card = stored[id] ?? { key: "", column: "", text: "", pos: Object.keys(stored).length };
        return { ...stored, [id]: { ...card, ...changes } };
      });
    },
    /** @param {string} id */
    remove(id) {
      change(({ [id]: _, ...others }) => others);
    },
  };
}
