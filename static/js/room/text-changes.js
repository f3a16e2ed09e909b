/** What is different in two versions of a text, and where a place in one is in the other. */

/** @typedef {{start: number, end: number, text: string}} Change what stood from `start` to `end` is `text` now */

/** With more pairs of words than this the comparison would be felt: then all that differs is one change. */
const MAX_PAIRS = 4_000_000;
/**
 * The words that two lists share, in order, as pairs of their places.
 * @param {string[]} first
 * @param {string[]} second
 * @returns {[number, number][]}
 */
function sharedWords(first, second) {
  if (first.length * second.length > MAX_PAIRS) return [];
  const width = second.length + 1;
  /** How many words the rests of both lists share, from each pair of places on. */
  const most = new Uint16Array((first.length + 1) * width);
  for (let row = first.length - 1; row >= 0; row -= 1) {
    for (let column = second.length - 1; column >= 0; column -= 1) {
      const [here, below] = [row * width + column, (row + 1) * width + column];
      most[here] =
        first[row] === second[column] ? most[below + 1] + 1 : Math.max(most[below], most[here + 1]);
    }
  }
  /** @type {[number, number][]} */
  const pairs = [];
  let [row, column] = [0, 0];
  while (row < first.length && column < second.length) {
    const [here, below] = [row * width + column, (row + 1) * width + column];
    if (first[row] === second[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (most[below] >= most[here + 1]) row += 1;
    else column += 1;
  }
  return pairs;
}

/**
 * @param {ArrayLike<string>} first
 * @param {ArrayLike<string>} second
 * @returns {number} how many items are the same at the start
 */
function sameAtStart(first, second) {
  let same = 0;
  while (same < first.length && same < second.length && first[same] === second[same]) same += 1;
  return same;
}

/**
 * A change without the characters at both its ends that stay.
 * @param {string} removed
 * @param {string} text
 * @param {number} start
 * @returns {Change}
 */
function changeOf(removed, text, start) {
  const before = sameAtStart(removed, text);
  const [rest, newRest] = [removed.slice(before), text.slice(before)];
  let after = 0;
  while (after < rest.length && after < newRest.length && rest.at(-1 - after) === newRest.at(-1 - after))
    after += 1;
  return {
    start: start + before,
    end: start + removed.length - after,
    text: newRest.slice(0, newRest.length - after),
  };
}

/**
 * The changes that make one text of another, word by word, first to last.
 * @param {string} before
 * @param {string} after
 * @returns {Change[]} with places in `before`
 */
export function changesBetween(before, after) {
  const [first, second] = [before, after].map((text) => text.match(/\s+|\S+/g) ?? []);
  const same = sameAtStart(first, second);
  const [firstRest, secondRest] = [first.slice(same), second.slice(same)];
  const pairs = sharedWords(firstRest, secondRest);
  /** @type {Change[]} */
  const changes = [];
  let [row, column, place] = [0, 0, first.slice(0, same).join("").length];
  for (const [nextRow, nextColumn] of [...pairs, [firstRest.length, secondRest.length]]) {
    const [removed, text] = [
      firstRest.slice(row, nextRow).join(""),
      secondRest.slice(column, nextColumn).join(""),
    ];
    if (removed || text) changes.push(changeOf(removed, text, place));
    place += removed.length + (firstRest[nextRow]?.length ?? 0);
    [row, column] = [nextRow + 1, nextColumn + 1];
  }
  return changes;
}

/**
 * Where a caret stands after somebody else's changes: at the same words.
 * @param {Change[]} changes
 * @param {number} caret its place before
 * @param {boolean} [beginsSelection] what was added right there is not to be selected; else it comes behind the
 *   caret
 * @returns {number}
 */
export function movedCaret(changes, caret, beginsSelection = false) {
  let moved = caret;
  for (const { start, end, text } of changes) {
    if (start > caret || (start === caret && !(beginsSelection && end === start))) break;
    const before = Math.min(end, caret) - start;
    moved += (end <= caret ? text.length : Math.min(before, text.length)) - before;
  }
  return moved;
}
