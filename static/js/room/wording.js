/** @typedef {import("./types").Hint} Hint */

/** @type {WeakMap<Hint, RegExp | null>} */
const patterns = new WeakMap();

/**
 * @param {Hint} hint
 * @returns {RegExp | null} null when this browser can't read the pattern; then the hint is left out
 */
function patternOf(hint) {
  let pattern = patterns.get(hint);
  if (pattern === undefined) {
    try {
      // A pattern with "g" would go on from its last match.
      pattern = new RegExp(hint.pattern, (hint.flags ?? "i").replace("g", ""));
    } catch {
      pattern = null;
    }
    patterns.set(hint, pattern);
  }
  return pattern;
}

/**
 * The first hint that fits a draft. The draft is tested in this browser and sent nowhere.
 * @param {string} draft
 * @param {Hint[]} [hints]
 * @returns {string | undefined} a sentence for the writer only
 */
export const wordingHint = (draft, hints = []) =>
  hints.find((hint) => patternOf(hint)?.test(draft))?.sentence;
