/** A list that somebody pastes: one card, or one for each line? */

/** What stands before a line in a list: "- ", "• ", "3. ", "[ ] ". */
const MARK = /^(?:[-*+•◦‣–—]|\d{1,3}[.)]|\[[ xX]?\])\s+/u;

/**
 * @param {string} text
 * @returns {string[]} what its lines say, in their order, without the marks of a list
 */
export function linesOf(text) {
  const lines = text.split(/\r\n?|\n/).map((line) => {
    const bare = line.trim().replace(MARK, "");
    return bare.replace(MARK, "").trim();
  });
  return lines.filter(Boolean);
}
