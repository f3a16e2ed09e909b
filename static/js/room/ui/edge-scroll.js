/** While something is dragged near an edge of what scrolls, it scrolls. */

import { scrollerOf } from "./steady-field.js";

const EDGE_PX = 56;
const MOST_PX_A_FRAME = 14;
/** A browser tells where the pointer is at least so often, also while it rests. */
const REST_MS = 600;

/** How far to scroll in a frame: nothing, or more the nearer to the edge. */
function speedAt(/** @type {number} */ y, /** @type {number} */ top, /** @type {number} */ bottom) {
  const near = Math.max(0, EDGE_PX - Math.min(y - top, bottom - y)) / EDGE_PX;
  return Math.sign(y - (top + bottom) / 2) * Math.ceil(Math.min(1, near) * MOST_PX_A_FRAME);
}

/** @returns {() => void} ends it */
export function scrollAtEdges() {
  let scroller = document.documentElement;
  let speed = 0;
  let heardAt = 0;
  let frame = 0;
  // Only while there is something to scroll.
  const step = () => {
    const isMoving = speed && performance.now() - heardAt < REST_MS;
    if (isMoving) scroller.scrollBy(0, speed);
    frame = isMoving ? requestAnimationFrame(step) : 0;
  };
  const onDragOver = (/** @type {DragEvent} */ { target, clientY }) => {
    scroller = /** @type {HTMLElement} */ (scrollerOf(/** @type {Element} */ (target)));
    const isPage = scroller === document.documentElement;
    const { top, bottom } = isPage ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
    speed = speedAt(clientY, top, bottom);
    heardAt = performance.now();
    frame ||= requestAnimationFrame(step);
  };
  addEventListener("dragover", onDragOver, true);
  return () => {
    removeEventListener("dragover", onDragOver, true);
    cancelAnimationFrame(frame);
  };
}
