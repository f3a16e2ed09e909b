/** A list of rows in a form, such as its timeline: rows are added, moved and taken out. */

import { pastedLines } from "../shared/pasted-list.js";
import { cloneTemplate, find, findAll, showScriptControls } from "./dom.js";
import { makeRowsEditable } from "./editable-rows.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/**
 * @param {HTMLElement} root has the list, a blank row, the button that adds one, and the least and the most rows; a
 *   field with `data-lines` takes a pasted list, a row for each line
 * @param {(rows: HTMLElement[]) => void} onChange called after a row was added, moved or taken out
 */
export function rowsEditor(root, onChange) {
  const list = find(root, "[data-list]", HTMLElement);
  const blank = find(root, "template[data-blank]", HTMLTemplateElement);
  const addButton = find(root, "[data-add]", HTMLButtonElement);
  const least = Number(root.dataset.least ?? 0);
  const most = Number(root.dataset.most ?? Number.POSITIVE_INFINITY);
  const rows = () => findAll(list, "[data-row]");

  function add() {
    const row = cloneTemplate(blank);
    showScriptControls(row);
    list.append(row);
    return row;
  }

  function changed() {
    addButton.disabled = rows().length >= most;
    onChange(rows());
  }

  addButton.addEventListener("click", () => {
    fieldsOf(add())
      .find(({ type }) => type !== "hidden")
      ?.focus();
    changed();
  });
  makeRowsEditable(list, () => {
    changed();
    // Whoever takes the last row out goes on where the next one comes from.
    if (!rows().length) addButton.focus();
  });
  list.addEventListener("paste", (event) => {
    const row = /** @type {Element} */ (event.target).closest("[data-row]");
    const lines = pastedLines(event);
    if (!row?.querySelector("[data-lines]") || !lines.length) return;
    event.preventDefault();
    const isEmpty = fieldsOf(/** @type {HTMLElement} */ (row)).every(({ value }) => !value);
    for (const line of lines.slice(0, most - rows().length + Number(isEmpty)).reverse()) {
      const added = add();
      row.after(added);
      find(added, "[data-lines]", HTMLInputElement).value = line;
    }
    if (isEmpty) row.remove();
    changed();
  });
  addButton.disabled = rows().length >= most;

  return {
    /** @param {Map<string, string[]>} values of the fields of its rows, by their names */
    fill(values) {
      const names = fieldsOf(add()).map(({ name }) => name);
      list.replaceChildren();
      const number = Math.max(least, ...names.map((name) => values.get(name)?.length ?? 0));
      for (let index = 0; index < number; index += 1) {
        for (const field of fieldsOf(add())) field.value = values.get(field.name)?.[index] ?? "";
      }
      changed();
    },
  };
}

/** @param {HTMLElement} row @returns {Field[]} */
function fieldsOf(row) {
  return /** @type {Field[]} */ (/** @type {unknown} */ (findAll(row, "[name]")));
}
