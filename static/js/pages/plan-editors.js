/** The columns and the ground rules in the form of a meeting. */

import { count } from "../shared/format.js";
import { followTitles } from "./column-question.js";
import { find, findAll } from "./dom.js";
import { rowsEditor } from "./rows-editor.js";

/**
 * Takes out the rows that only those without a script need. One in which somebody has typed by now stays.
 * @param {ParentNode} form
 */
export function removeSpareRows(form) {
  for (const row of findAll(form, "[data-spare]")) {
    const fields = /** @type {HTMLTextAreaElement[]} */ (findAll(row, "textarea"));
    if (fields.every(({ value }) => !value)) row.remove();
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {() => void} onChange
 */
export function planEditors(form, onChange) {
  const columns = find(form, "[data-rows=columns]", HTMLElement);
  const rules = find(form, "[data-rows=rules]", HTMLElement);
  const noDriver = find(columns, "[data-no-driver]", HTMLElement);

  function tellOfDriver() {
    const kinds = /** @type {HTMLSelectElement[]} */ (findAll(columns, "[data-row] select"));
    noDriver.hidden = kinds.some(({ value }) => value === "driver");
  }

  /** @param {HTMLElement} root @param {string} what one row of it is */
  const editor = (root, what) => {
    const words = find(root, "[data-rows-words]", HTMLElement);
    return rowsEditor(root, (rows) => {
      words.textContent = count(rows.length, what);
      tellOfDriver();
      onChange();
    });
  };
  const editors = { columns: editor(columns, "column"), rules: editor(rules, "ground rule") };
  columns.addEventListener("change", tellOfDriver);
  followTitles(columns);

  return {
    /** @param {Map<string, string[]>} values of the form; without rows of a kind when it had no place for them */
    fill(values) {
      if (values.has("columns_shown")) editors.columns.fill(values);
      if (values.has("rules_shown")) editors.rules.fill(values);
    },
  };
}
