/** What stands above the foot: sentences with somebody's words, and after them one that goes by itself. */

const SHOWN_MS = 15_000;

/** @param {(sentences: string) => void} onChange called with all of them, each on a line of its own */
export function openNotices(onChange) {
  /** @type {Set<string>} */
  const withWords = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * Shows a sentence in place of the one that goes by itself.
   * @param {string} sentence "" only takes that one away
   * @param {boolean} [hasWords] whether it has somebody's words: then it stays until they close it
   */
  function show(sentence, hasWords) {
    clearTimeout(timer);
    if (hasWords) withWords.add(sentence);
    onChange([...withWords, ...(hasWords || !sentence ? [] : [sentence])].join("\n"));
    if (sentence && !hasWords) timer = setTimeout(show, SHOWN_MS, "");
  }
  return {
    show,
    close() {
      withWords.clear();
      show("");
    },
  };
}
