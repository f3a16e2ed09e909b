/** Draws what the server says about an agenda: the bar, the minutes on each side, the sentence. */

import { count } from "../shared/format.js";
import { find, setText } from "./dom.js";

/** The gap between the two parts of the bar, in percent of its width. */
const GAP = 0.4;

/**
 * @typedef {object} Verdict
 * @property {number} share the failure's share in percent
 * @property {'ok' | 'warn' | 'refused'} level
 * @property {string} sentence
 * @property {string} failure time in words, such as "6 min"
 * @property {string} learning time in words
 */

/**
 * @param {HTMLElement} root
 * @param {Verdict} verdict
 * @param {number} stageCount
 */
export function drawVerdict(root, verdict, stageCount) {
  const meter = find(root, "[data-meter]", HTMLElement);
  meter.dataset.level = verdict.level;
  drawPart(meter, ".meter-failure", 0, verdict.share);
  drawPart(meter, ".meter-learning", verdict.share + GAP, 100 - GAP - verdict.share);
  find(meter, "[data-failure]", HTMLElement).textContent = verdict.failure;
  find(meter, "[data-learning]", HTMLElement).textContent = verdict.learning;
  setText(find(meter, "[data-words]", HTMLElement), verdict.sentence);
  find(root, "[data-agenda-words]", HTMLElement).textContent =
    `${count(stageCount, "stage")}, ${verdict.share} % on the failure`;
}

/**
 * Shows why an agenda can't be read. It has no share then, so the bar stays as it was.
 * @param {HTMLElement} root
 * @param {string} sentence
 */
export function drawRefusal(root, sentence) {
  const meter = find(root, "[data-meter]", HTMLElement);
  meter.dataset.level = "refused";
  setText(find(meter, "[data-words]", HTMLElement), sentence);
}

/**
 * @param {HTMLElement} meter
 * @param {string} selector
 * @param {number} start percent
 * @param {number} width percent
 */
function drawPart(meter, selector, start, width) {
  const part = find(meter, selector, SVGRectElement);
  part.setAttribute("x", String(start));
  part.setAttribute("width", String(Math.max(0, width)));
}
