/** A learning as a sentence of three parts: each part has a draft of its own. */

export const LEARNING_STARTS = ["We believed", "we saw", "so next time we"];

/** @param {string} [theme] @returns {string} the box of a new learning */
export const learningBox = (theme) => `learning-new:${theme ?? ""}`;

/** @param {string} box of the learning @returns {string[]} */
export const partBoxes = (box) => LEARNING_STARTS.map((_, index) => `${box}:${index}`);

/** @param {string[]} texts of the three parts */
export function sentenceOf(texts) {
  const parts = LEARNING_STARTS.map(
    (start, index) => `${start} ${texts[index].trim().replace(/[.;,]$/, "")}`,
  );
  return `${parts.join("; ")}.`;
}

/**
 * What a learning says of the next time.
 * @param {string} text
 * @returns {{words: string, isOurs: boolean}} without the dot at the end, and whether it is what we will do; all of
 *   it if it says nothing of a next time
 */
export function nextTimeOf(text) {
  const [, we, words] = text.match(/\bso next time\s+(we\s+)?(.+)$/is) ?? [];
  return { words: (words || text).trim().replace(/[.;,]$/, ""), isOurs: Boolean(we) };
}

/**
 * @typedef {object} BegunText
 * @property {string[]} boxes whose drafts it is made of
 * @property {string} text "" if nothing is there
 * @property {boolean} isWhole whether it can be sent
 */

/**
 * What was begun as one learning: a free text, and beside it the parts of another sentence.
 * @param {string} box
 * @param {(name: string) => string} textOf reads a draft
 * @returns {BegunText[]}
 */
export function begunSentences(box, textOf) {
  const free = textOf(box);
  const boxes = partBoxes(box);
  const texts = boxes.map(textOf);
  const isWhole = texts.every(Boolean);
  const begun = LEARNING_STARTS.map((start, index) => texts[index] && `${start} ${texts[index]}`);
  return [
    { boxes: [box], text: free, isWhole: Boolean(free) },
    { boxes, text: isWhole ? sentenceOf(texts) : begun.filter(Boolean).join("; "), isWhole },
  ];
}
