/** Rows that can be moved and removed: by their buttons, and by dragging their grip. */

/**
 * @param {HTMLElement} list
 * @param {() => void} onChange called after a row was moved or removed
 */
export function makeRowsEditable(list, onChange) {
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const row = rowOf(event.target);
    if (!button || !row) return;
    if (button.dataset.move) moveRow(row, Number(button.dataset.move), button);
    else if (button.dataset.remove !== undefined) removeRow(row);
    else return;
    onChange();
  });
  makeRowsDraggable(list, onChange);
}

/** @param {EventTarget | null} target */
function rowOf(target) {
  return /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-row]"));
}

/**
 * @param {HTMLElement} row
 * @param {number} direction -1 or 1
 * @param {HTMLElement} button it keeps the focus, so that pressing it again moves the row further
 */
function moveRow(row, direction, button) {
  if (direction < 0) row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  button.focus();
}

/** @param {HTMLElement} row the focus goes to the row beside it */
function removeRow(row) {
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  /** @type {HTMLElement | null | undefined} */ (neighbour?.querySelector("[data-remove]"))?.focus();
}

/**
 * @param {HTMLElement} list
 * @param {() => void} onChange
 */
function makeRowsDraggable(list, onChange) {
  /** @type {HTMLElement | null} */
  let dragged = null;
  // A row can be dragged by its grip only, so that the mouse can still select the text in it.
  list.addEventListener("pointerdown", (event) => {
    const row = rowOf(event.target);
    if (row) row.draggable = /** @type {Element} */ (event.target).closest("[data-grip]") !== null;
  });
  list.addEventListener("dragstart", (event) => {
    dragged = rowOf(event.target);
    dragged?.setAttribute("data-dragging", "");
  });
  list.addEventListener("dragover", (event) => {
    const row = rowOf(event.target);
    if (!dragged || !row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (row !== dragged) row[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  list.addEventListener("dragend", () => {
    dragged?.removeAttribute("data-dragging");
    dragged = null;
    onChange();
  });
}
