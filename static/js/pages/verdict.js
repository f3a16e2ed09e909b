/** Draws what the server says about an agenda: the bar, the minutes on each side, the sentence. */
import { count } from "../shared/format.js";
import { find } from "./dom.js";

/**
 * @typedef {object} Verdict
 * @property {number} share the failure's share in percent
 * @property {'ok' | 'warn' | 'refused'} level
 * @property {string} sentence
 * @property {string} failure time in words, such as "6 min"
 * @property {string} learning
 */

/**
 * @param {HTMLElement} root
 * @param {Verdict} verdict
 * @param {number} stages how many there are
 */
export function drawVerdict(root, verdict, stages) {
  const meter = find(root, "[data-meter]", HTMLElement);
  meter.dataset.level = verdict.level;
  width(meter, ".meter-failure", 0, verdict.share);
  width(meter, ".meter-learning", verdict.share + 0.4, 99.6 - verdict.share);
  find(meter, "[data-failure]", HTMLElement).textContent = verdict.failure;
  find(meter, "[data-learning]", HTMLElement).textContent = verdict.learning;
  say(find(meter, "[data-words]", HTMLElement), verdict.sentence);
  find(root, "[data-agenda-words]", HTMLElement).textContent =
    `${count(stages, "stage")}, ${verdict.share} % on the failure`;
}

/**
 * An agenda that can't be read has no share: the bar stays as it was.
 * @param {HTMLElement} root
 * @param {string} sentence
 */
export function drawRefusal(root, sentence) {
  const meter = find(root, "[data-meter]", HTMLElement);
  meter.dataset.level = "refused";
  say(find(meter, "[data-words]", HTMLElement), sentence);
}

/**
 * @param {HTMLElement} meter
 * @param {string} part
 * @param {number} from percent
 * @param {number} wide percent
 */
function width(meter, part, from, wide) {
  const bar = find(meter, part, SVGRectElement);
  bar.setAttribute("x", String(from));
  bar.setAttribute("width", String(Math.max(0, wide)));
}

/**
 * A status line is read aloud each time it is written, so it is written only when it says something new.
 * @param {HTMLElement} line
 * @param {string} words
 */
function say(line, words) {
  if (line.textContent !== words) line.textContent = words;
}
