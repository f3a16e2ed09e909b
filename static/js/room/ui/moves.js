/**
 * The ways to move an item of a list by one place.
 * @param {string[]} ids of all items, in their order
 * @param {string} id
 * @param {(before: {before?: string}) => void} onMove gets the item that it shall stand before; none: at the end
 * @returns {(import("./menu.js").MenuItem & {sign: string})[]}
 */
export function movesOf(ids, id, onMove) {
  const index = ids.indexOf(id);
  const next = ids[index + 2];
  const up = { sign: "↑", label: "Move up", onSelect: () => onMove({ before: ids[index - 1] }) };
  const down = { sign: "↓", label: "Move down", onSelect: () => onMove(next ? { before: next } : {}) };
  return [...(index > 0 ? [up] : []), ...(index < ids.length - 1 ? [down] : [])];
}
