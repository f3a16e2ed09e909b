/** @typedef {import("./types").Hint} Hint */

/** A text as the patterns expect it: straight apostrophes and single blanks. @param {string} text */
const plain = (text) => text.normalize().replace(/[‘’]/g, "'").trim().replace(/\s+/g, " ");

/** What somebody may be called: the whole name or the first one, with a capital. @param {string} name */
const callNames = (name) =>
  [name, name.split(" ")[0]].filter((word) => word[1]).map((word) => word[0].toUpperCase() + word.slice(1));

/** A pattern that finds one of these names as a whole word, in any script. @param {string[]} names */
function namePattern(names) {
  const words = names.map(plain).flatMap(callNames);
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return `(?<![\\p{L}\\p{M}\\p{N}_-])(?:${escaped.join("|") || "(?!)"})(?![\\p{L}\\p{M}\\p{N}_]|-\\p{L})`;
}

/**
 * The first hint that fits a draft. The draft is tested in this browser and sent nowhere.
 * @param {string} field where it is written: "words", "action" or "signal"
 * @param {string[]} lines
 * @param {Hint[]} [hints] those that this browser can't read are left out
 * @param {string[]} [names] of the people in the room
 * @returns {string | undefined} a sentence for the writer only
 */
export function wordingHint(field, lines, hints = [], names = []) {
  const text = lines.map(plain).join("\n");
  const name = namePattern(names);
  const isFound = (/** @type {string} */ pattern, /** @type {string} */ flags) =>
    new RegExp(
      pattern.replaceAll("{name}", () => name),
      flags,
    ).test(text);
  return hints.find(({ field: where, pattern, unless, flags }) => {
    try {
      return where === field && isFound(pattern, flags) && !(unless && isFound(unless, "iu"));
    } catch {
      return false;
    }
  })?.sentence;
}
