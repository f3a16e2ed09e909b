/** One row of the agenda editor. */
import { find } from "./dom.js";

/** @typedef {{kind: string, title: string, minutes: string}} StageRow minutes are "6" or "2:30" */

/**
 * @param {HTMLElement} row
 * @param {string} name
 */
export function field(row, name) {
  return find(row, `[name=stage_${name}]`, HTMLInputElement);
}

/**
 * @param {HTMLElement} row
 * @returns {StageRow}
 */
export function read(row) {
  return {
    kind: row.dataset.kind ?? "",
    title: field(row, "title").value,
    minutes: field(row, "minutes").value,
  };
}

/**
 * To the next whole minute: 2:30 becomes 3 or 2.
 * @param {HTMLElement} button
 * @param {number} by -1 or 1
 */
export function step(button, by) {
  const input = find(/** @type {HTMLElement} */ (button.parentElement), "input", HTMLInputElement);
  const [minutes, seconds] = input.value.split(":").map(Number);
  const now = (minutes || 0) + (seconds || 0) / 60;
  input.value = String(Math.max(1, by > 0 ? Math.floor(now) + 1 : Math.ceil(now) - 1));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
