/** The timeline of the prepare form: as many rows as there were moments. */
import { find } from "./dom.js";
import { editRows } from "./editable-rows.js";

/**
 * @param {HTMLElement} root
 * @param {() => void} changed
 */
export function timelineEditor(root, changed) {
  const list = find(root, "[data-list]", HTMLElement);
  const blank = emptied(find(list, "[data-row]:last-child", HTMLElement));

  function add() {
    const row = /** @type {HTMLElement} */ (blank.cloneNode(true));
    list.append(row);
    return row;
  }

  find(root, "[data-add]", HTMLElement).addEventListener("click", () => {
    add().querySelector("input")?.focus();
  });
  editRows(list, { changed, removed: (row) => row.remove() });

  return {
    /**
     * @param {string[]} times
     * @param {string[]} whats
     */
    fill(times, whats) {
      list.replaceChildren();
      for (let index = 0; index < Math.max(2, times.length); index += 1) {
        const [at, what] = add().querySelectorAll("input");
        if (at) at.value = times[index] ?? "";
        if (what) what.value = whats[index] ?? "";
      }
    },
  };
}

/** @param {HTMLElement} row */
function emptied(row) {
  const blank = /** @type {HTMLElement} */ (row.cloneNode(true));
  for (const input of blank.querySelectorAll("input")) input.value = "";
  return blank;
}
