/** The timeline in the form of a meeting: rows with a time and what happened then. */

import { find } from "./dom.js";
import { makeRowsEditable } from "./editable-rows.js";

const MIN_ROWS = 2;

/**
 * @param {HTMLElement} root
 * @param {() => void} onChange
 */
export function timelineEditor(root, onChange) {
  const list = find(root, "[data-list]", HTMLElement);
  const emptyRow = emptyCopy(find(list, "[data-row]:last-child", HTMLElement));

  function add() {
    const row = /** @type {HTMLElement} */ (emptyRow.cloneNode(true));
    list.append(row);
    return row;
  }

  find(root, "[data-add]", HTMLElement).addEventListener("click", () => {
    add().querySelector("input")?.focus();
  });
  makeRowsEditable(list, onChange);

  return {
    /**
     * @param {string[]} times
     * @param {string[]} texts what happened at each time
     */
    fill(times, texts) {
      list.replaceChildren();
      for (let index = 0; index < Math.max(MIN_ROWS, times.length); index += 1) {
        const [timeField, textField] = add().querySelectorAll("input");
        if (timeField) timeField.value = times[index] ?? "";
        if (textField) textField.value = texts[index] ?? "";
      }
    },
  };
}

/** @param {HTMLElement} row */
function emptyCopy(row) {
  const copy = /** @type {HTMLElement} */ (row.cloneNode(true));
  for (const input of copy.querySelectorAll("input")) input.value = "";
  return copy;
}
