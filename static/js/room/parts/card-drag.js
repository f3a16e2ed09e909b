/** Dragging cards onto each other, and onto themes. */

import { can } from "../state.js";

const MIME_TYPE = "application/x-card";

/**
 * @param {string} id of the card
 * @returns {object} attributes and listeners that make it draggable, if cards can be grouped now
 */
export const draggableCard = (id) =>
  can("group_card")
    ? { draggable: true, onDragStart: (event) => event.dataTransfer?.setData(MIME_TYPE, id) }
    : {};

/**
 * @param {(card: string) => void} onDropCard gets the id of the card
 * @returns {object} listeners for an element on which cards can be dropped
 */
export function cardDropTarget(onDropCard) {
  const mark = (event, isOver) => {
    if (!event.dataTransfer?.types.includes(MIME_TYPE)) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.toggleAttribute("data-over", isOver);
  };
  return {
    onDragOver: (event) => mark(event, true),
    onDragLeave: (event) => mark(event, false),
    onDrop: (event) => {
      mark(event, false);
      onDropCard(event.dataTransfer?.getData(MIME_TYPE) ?? "");
    },
  };
}
