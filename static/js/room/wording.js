/** @typedef {import("./types").Hint} Hint */
/** @type {WeakMap<Hint, RegExp | null>} */
const compiled = new WeakMap();

/** A pattern that this browser can't read is no reason to lose the box: it is left out. @param {Hint} hint */
function expression(hint) {
  let found = compiled.get(hint);
  if (found === undefined) {
    try {
      found = new RegExp(hint.pattern, (hint.flags ?? "i").replace("g", ""));
    } catch {
      found = null;
    }
    compiled.set(hint, found);
  }
  return found;
}

/**
 * The first hint that fits a draft. The draft is tested here and goes nowhere.
 * @param {string} draft
 * @param {Hint[]} [hints]
 * @returns {string | undefined} a sentence for the writer only
 */
export const wordingHint = (draft, hints = []) =>
  hints.find((hint) => expression(hint)?.test(draft))?.sentence;
