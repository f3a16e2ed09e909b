/** Rows that can be moved and taken out: by button, and by dragging their grip. */

/**
 * @typedef {object} RowEdits
 * @property {() => void} changed after a move or a removal
 * @property {(row: HTMLElement) => void} removed takes the row out of the list
 */

/**
 * @param {HTMLElement} list
 * @param {RowEdits} edits
 */
export function editRows(list, { changed, removed }) {
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const row = rowOf(event.target);
    if (!button || !row) return;
    if (button.dataset.move) moveBy(row, Number(button.dataset.move), button);
    else if (button.dataset.remove !== undefined) remove(row, removed);
    else return;
    changed();
  });
  dragRows(list, changed);
}

/** @param {EventTarget | null} target */
function rowOf(target) {
  return /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-row]"));
}

/**
 * @param {HTMLElement} row
 * @param {number} step -1 or 1
 * @param {HTMLElement} button keeps the focus, so that pressing it again moves on
 */
function moveBy(row, step, button) {
  if (step < 0) row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  button.focus();
}

/**
 * @param {HTMLElement} row
 * @param {(row: HTMLElement) => void} removed
 */
function remove(row, removed) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  removed(row);
  /** @type {HTMLElement | null | undefined} */ (next?.querySelector("[data-remove]"))?.focus();
}

/**
 * @param {HTMLElement} list
 * @param {() => void} changed
 */
function dragRows(list, changed) {
  /** @type {HTMLElement | null} */
  let dragged = null;
  // A row can be dragged by its grip only, so that its words can still be selected with the mouse.
  list.addEventListener("pointerdown", (event) => {
    const row = rowOf(event.target);
    if (row) row.draggable = /** @type {Element} */ (event.target).closest("[data-grip]") !== null;
  });
  list.addEventListener("dragstart", (event) => {
    dragged = rowOf(event.target);
    dragged?.setAttribute("data-dragging", "");
  });
  list.addEventListener("dragover", (event) => {
    const over = rowOf(event.target);
    if (!dragged || !over) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== dragged) over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  list.addEventListener("dragend", () => {
    dragged?.removeAttribute("data-dragging");
    dragged = null;
    changed();
  });
}
