/** Whether two versions of a text say the same, and what in them is the writer's own. */

const UNSTORABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/gu;

/** A text as the server keeps it. It is for comparing only: what stands in a box is the writer's. */
const asKept = (/** @type {string} */ text) => text.replace(UNSTORABLE, "").normalize().trim();

/**
 * Whether two texts say the same. The server leaves out blanks at the ends, and what it can't store.
 * @param {string} first
 * @param {string} second
 */
export const saysTheSame = (first, second) => asKept(first) === asKept(second);

/**
 * Their version, with the blanks at the ends that the writer has in the box: the next word may follow them.
 * @param {string} mine
 * @param {string} theirs
 */
export function withBlanksOf(mine, theirs) {
  if (saysTheSame(mine, theirs)) return mine;
  const words = mine.trim();
  const start = words ? mine.indexOf(words) : 0;
  return mine.slice(0, start) + theirs.trim() + mine.slice(start + words.length);
}
