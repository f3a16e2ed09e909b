/** A list that somebody pastes: one card, or one for each line? */

/** What stands before a line in a list: "- ", "• ", "3) ", "[ ] "; "+ 5 min" is a time. */
const MARK = /^(?:[-*•◦‣–—]|\+(?!\s+\d)|\d{1,3}\)|\[[ xX]?\])\s+/u;
/** "3. " is a mark only where lines are counted from 1: "31. Januar" is a day. */
const NUMBER = /^(\d{1,3})\.\s+/u;

/**
 * @param {string} text
 * @returns {string[]} what its lines say, in their order, without the marks of a list
 */
export function linesOf(text) {
  const bare = (/** @type {string} */ line) => line.trim().replace(MARK, "").replace(MARK, "").trim();
  const lines = text
    .split(/\r\n?|\n/)
    .map(bare)
    .filter(Boolean);
  const numbers = lines.flatMap((line) => NUMBER.exec(line)?.[1] ?? []);
  const areCounted = numbers.length > 1 && numbers.every((number, index) => Number(number) === index + 1);
  return areCounted ? lines.map((line) => bare(line.replace(NUMBER, ""))) : lines;
}

/** @param {ClipboardEvent} event @returns {string[]} the lines of a list that is pasted; none for a single line */
export function pastedLines({ clipboardData }) {
  const lines = linesOf(clipboardData?.getData("text") ?? "");
  return lines.length > 1 ? lines : [];
}

/** What is asked about it, and the two answers. @param {string[]} lines */
export const questionAbout = ({ length }) => ({
  question: `One card, or ${length}?`,
  many: `${length} cards`,
  one: "One card",
});
