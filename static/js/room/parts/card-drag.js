/** Dragging cards onto each other, and onto themes. */

import { computed, signal } from "@preact/signals";
import { count } from "../../shared/format.js";
import { withSelected } from "../selection.js";
import { can } from "../state.js";
import { scrollAtEdges } from "../ui/edge-scroll.js";

const MIME_TYPE = "application/x-card";

/** The cards that are being dragged in this browser. */
export const dragged = signal(/** @type {string[]} */ ([]));
/** Whether some are. */
export const isDragging = computed(() => dragged.value.length > 0);
/** What tells that a drag has ended. When its card has gone meanwhile, only the next move of the pointer does. */
const ENDS = ["dragend", "drop", "pointermove"];

/** What the pointer carries when it is more than the card under it. @param {DragEvent} event @param {number} many */
function showMany(event, many) {
  const label = Object.assign(document.createElement("p"), {
    className: "carried",
    textContent: count(many, "card"),
  });
  document.body.append(label);
  event.dataTransfer?.setDragImage(label, 0, 0);
  setTimeout(() => label.remove());
}

/**
 * @param {string} id of the card; when it is selected, all that are go with it
 * @returns {object} attributes and listeners that make it draggable, if cards can be grouped now
 */
export function draggableCard(id) {
  if (!can("group_card")) return {};
  const onDragStart = (/** @type {DragEvent} */ event) => {
    const cards = withSelected(id);
    event.dataTransfer?.setData(MIME_TYPE, cards.join(" "));
    if (cards.length > 1) showMany(event, cards.length);
    const endScrolling = scrollAtEdges();
    const end = () => {
      endScrolling();
      markOver();
      dragged.value = [];
      for (const name of ENDS) removeEventListener(name, end, true);
    };
    // Later, because a browser ends the drag of an element that changes in its first moment.
    setTimeout(() => {
      dragged.value = cards;
      for (const name of ENDS) addEventListener(name, end, true);
    });
  };
  return { draggable: true, onDragStart };
}

/** The one element that shows that it takes the cards. @type {Element | undefined} */
let over;

/** @param {Element} [element] */
function markOver(element) {
  if (over !== element) over?.removeAttribute("data-over");
  element?.setAttribute("data-over", "");
  over = element;
}

/**
 * @param {(cards: string[]) => void} onDropCards gets their ids
 * @returns {object} listeners for an element on which cards can be dropped; the innermost one takes them
 */
export function cardDropTarget(onDropCards) {
  const take = (event, element) => {
    if (!event.dataTransfer?.types.includes(MIME_TYPE)) return;
    event.preventDefault();
    event.stopPropagation();
    markOver(element);
  };
  return {
    onDragOver: (event) => take(event, event.currentTarget),
    onDragLeave: ({ currentTarget, relatedTarget }) =>
      over === currentTarget && !currentTarget.contains(relatedTarget) && markOver(),
    onDrop: (event) => {
      take(event);
      onDropCards(event.dataTransfer?.getData(MIME_TYPE).split(" ") ?? []);
    },
  };
}
