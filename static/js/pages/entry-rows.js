/** The rows of an entry's form: what was learned, and actions. */

import { cloneTemplate, find, findAll, showScriptControls } from "./dom.js";
import { makeRowsEditable } from "./editable-rows.js";

/** @param {HTMLElement} root */
function rowList(root) {
  const list = find(root, "[data-list]", HTMLElement);
  const template = find(root, "template[data-blank]", HTMLTemplateElement);

  function add() {
    const row = cloneTemplate(template);
    showScriptControls(row);
    list.append(row);
    return row;
  }
  makeRowsEditable(list, () => list.dispatchEvent(new Event("input", { bubbles: true })));
  return { list, add };
}

/** @param {HTMLElement} root */
export function learnedRows(root) {
  const { list, add } = rowList(root);
  find(root, "[data-add]", HTMLElement).addEventListener("click", () => {
    add().querySelector("textarea")?.focus();
  });

  return {
    /** @param {string[]} texts */
    fill(texts) {
      // The first row stays: the question above is its label.
      const [first, ...others] = findAll(list, "[data-row]");
      for (const row of others) row.remove();
      for (const [index, text] of (texts.length ? texts : [""]).entries()) {
        const row = index === 0 && first ? first : add();
        find(row, "textarea", HTMLTextAreaElement).value = text;
      }
    },
  };
}

const ACTION_FIELDS = ["id", "kind", "what", "hypothesis", "test", "signal", "owner", "due", "support"];

/**
 * @param {Record<string, string>[]} actions
 * @returns {Map<string, string[]>} their values, by the names of the form's fields
 */
export const actionValues = (actions) =>
  new Map(ACTION_FIELDS.map((name) => [`action_${name}`, actions.map((action) => action[name] ?? "")]));

/** @param {HTMLElement} root */
export function actionRows(root) {
  const { list, add } = rowList(root);

  /** The stylesheet shows the fields of the chosen kind. @param {HTMLElement} row */
  const showKind = (row) => {
    row.dataset.kind = find(row, "[data-kind-choice]", HTMLSelectElement).value;
  };
  list.addEventListener("change", (event) => {
    const row = /** @type {Element} */ (event.target).closest("[data-row]");
    if (row instanceof HTMLElement) showKind(row);
  });
  for (const button of findAll(root, "[data-add]")) {
    button.addEventListener("click", () => {
      const row = add();
      find(row, "[data-kind-choice]", HTMLSelectElement).value = button.dataset.add ?? "step";
      showKind(row);
      find(row, "[name=action_what]", HTMLInputElement).focus();
    });
  }

  return {
    /** @param {Map<string, string[]>} values by the name of the field */
    fill(values) {
      list.replaceChildren();
      for (const index of (values.get("action_kind") ?? []).keys()) {
        const row = add();
        for (const name of ACTION_FIELDS) {
          const field = row.querySelector(`[name=action_${name}]`);
          const value = values.get(`action_${name}`)?.[index] ?? "";
          if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
        }
        showKind(row);
      }
      if (list.childElementCount) root.closest("details")?.setAttribute("open", "");
    },
  };
}
