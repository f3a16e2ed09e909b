/**
 * A collection of the view as a list, in its order.
 * @template {object} T
 * @param {Record<string, T & {pos: number}> | undefined} collection
 * @returns {(T & {id: string, pos: number})[]}
 */
export const inOrder = (collection) =>
  Object.entries(collection ?? {})
    .map(([id, value]) => ({ id, ...value }))
    .sort((a, b) => a.pos - b.pos);

/**
 * The list without the items that are false or undefined.
 * @template T
 * @param {(T | false | undefined)[]} items
 * @returns {T[]}
 */
export const compact = (items) => /** @type {T[]} */ (items.filter(Boolean));
