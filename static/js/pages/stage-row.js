/** One row of the agenda editor. */

import { find } from "./dom.js";

/**
 * @typedef {{kind: string, title: string, minutes: string}} StageRow `minutes` is text, such as "6" or "2:30"
 */

/**
 * @param {HTMLElement} row
 * @param {"kind" | "title" | "minutes"} name
 */
export function stageField(row, name) {
  return find(row, `[name=stage_${name}]`, HTMLInputElement);
}

/**
 * @param {HTMLElement} row
 * @returns {StageRow}
 */
export function readStage(row) {
  return {
    kind: row.dataset.kind ?? "",
    title: stageField(row, "title").value,
    minutes: stageField(row, "minutes").value,
  };
}

/**
 * Changes the minutes to the next whole number: 2:30 becomes 3 or 2.
 * @param {HTMLElement} button
 * @param {number} direction -1 or 1
 */
export function stepMinutes(button, direction) {
  const input = find(/** @type {HTMLElement} */ (button.parentElement), "input", HTMLInputElement);
  const [minutes, seconds] = input.value.split(":").map(Number);
  const value = (minutes || 0) + (seconds || 0) / 60;
  input.value = String(Math.max(1, direction > 0 ? Math.floor(value) + 1 : Math.ceil(value) - 1));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
