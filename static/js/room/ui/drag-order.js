/**
 * Dragging the items of a list to another place in it.
 * @param {string} sort of the items: those of other lists can't be dropped here
 * @param {string[]} ids of the items, in their order
 * @param {string} id of the item
 * @param {(moved: string, before: {before?: string}) => void} onMove gets the item that was dropped, and before
 *   which one it shall stand; none: at the end
 * @returns {object} attributes and listeners for the item
 */
export function dragInOrder(sort, ids, id, onMove) {
  const type = `application/x-${sort}`;
  const isUpper = ({ currentTarget, clientY }) => {
    const { top, height } = currentTarget.getBoundingClientRect();
    return clientY < top + height / 2;
  };
  const mark = (event, place) => {
    if (!event.dataTransfer?.types.includes(type)) return;
    event.preventDefault();
    event.currentTarget.dataset.drop = place;
  };
  return {
    draggable: true,
    onDragStart: (event) => event.dataTransfer?.setData(type, id),
    onDragOver: (event) => mark(event, isUpper(event) ? "before" : "after"),
    onDragLeave: (event) => mark(event, ""),
    onDrop: (event) => {
      mark(event, "");
      const moved = event.dataTransfer?.getData(type);
      const before = isUpper(event) ? id : ids[ids.indexOf(id) + 1];
      if (moved) onMove(moved, before ? { before } : {});
    },
  };
}
