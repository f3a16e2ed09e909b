/** Rows of the entry's form that come and go: what was learned, and actions. */
import { all, find } from "./dom.js";
import { editRows } from "./editable-rows.js";

/** @param {HTMLElement} root */
function rowsIn(root) {
  const list = find(root, "[data-list]", HTMLElement);
  const blank = find(root, "template[data-blank]", HTMLTemplateElement);
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));

  function add() {
    const row = /** @type {HTMLElement} */ (
      /** @type {Element} */ (blank.content.firstElementChild).cloneNode(true)
    );
    for (const hidden of all(row, "[data-needs-js]")) hidden.hidden = false;
    list.append(row);
    return row;
  }
  editRows(list, { changed, removed: (row) => row.remove() });
  return { list, add };
}

/** @param {HTMLElement} root */
export function learnedRows(root) {
  const { list, add } = rowsIn(root);
  find(root, "[data-add]", HTMLElement).addEventListener("click", () =>
    add().querySelector("textarea")?.focus(),
  );

  return {
    /** @param {string[]} texts */
    fill(texts) {
      // The first row is the one that the question above it describes.
      const [first, ...others] = all(list, "[data-row]");
      for (const row of others) row.remove();
      for (const [index, text] of (texts.length ? texts : [""]).entries()) {
        const row = index === 0 && first ? first : add();
        find(row, "textarea", HTMLTextAreaElement).value = text;
      }
    },
  };
}

const FIELDS = ["id", "kind", "what", "hypothesis", "test", "signal", "owner", "due", "support"];

/**
 * @param {Record<string, string>[]} rows
 * @returns {Map<string, string[]>} their values by the name of the form's field
 */
export const actionValues = (rows) =>
  new Map(FIELDS.map((name) => [`action_${name}`, rows.map((row) => row[name] ?? "")]));

/** @param {HTMLElement} root */
export function actionRows(root) {
  const { list, add } = rowsIn(root);

  /** @param {HTMLElement} row */
  const show = (row) => {
    row.dataset.kind = find(row, "[data-kind-choice]", HTMLSelectElement).value;
  };
  list.addEventListener("change", (event) => {
    const row = /** @type {Element} */ (event.target).closest("[data-row]");
    if (row instanceof HTMLElement) show(row);
  });
  for (const button of all(root, "[data-add]")) {
    button.addEventListener("click", () => {
      const row = add();
      find(row, "[data-kind-choice]", HTMLSelectElement).value = button.dataset.add ?? "step";
      show(row);
      find(row, "[name=action_what]", HTMLInputElement).focus();
    });
  }

  return {
    /** @param {Map<string, string[]>} values by the name of the field */
    fill(values) {
      list.replaceChildren();
      (values.get("action_kind") ?? []).forEach((_, index) => {
        const row = add();
        for (const name of FIELDS) {
          const field = row.querySelector(`[name=action_${name}]`);
          const value = values.get(`action_${name}`)?.[index] ?? "";
          if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
        }
        show(row);
      });
      if (list.childElementCount) root.closest("details")?.setAttribute("open", "");
    },
  };
}
