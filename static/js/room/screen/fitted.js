import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../ui/html.js";

/** Below this height, in lines, not even a part of the first item is shown. */
const MIN_LINES = 3;

/** Hides what stands below the end of its list, and says how much that is. @param {HTMLElement} list */
function fit(list) {
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  const more = /** @type {HTMLElement} */ (list.nextElementSibling);
  for (const item of items) item.hidden = false;
  more.hidden = true;
  const below = () => {
    const end = list.getBoundingClientRect().bottom + 1;
    return items.filter((item) => item.getBoundingClientRect().bottom > end);
  };
  if (!below().length) return;
  // The line that says it takes some of the height.
  more.hidden = false;
  let hidden = below();
  const isHigh = list.clientHeight > MIN_LINES * Number.parseFloat(getComputedStyle(list).lineHeight);
  if (hidden.length === items.length && isHigh) hidden = hidden.slice(1);
  for (const item of hidden) item.hidden = true;
  more.textContent = hidden.length ? `and ${hidden.length} more` : "The rest of it is in the room.";
}

/**
 * A list that shows as many of its items as fit whole, and counts the others. Nothing scrolls on a screen that nobody
 * sits at.
 * @param {{items: any[], className?: string}} props items: list items, each with a key
 */
export function Fitted({ items, className = "" }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const element = /** @type {HTMLElement} */ (list.current);
    const observer = new ResizeObserver(() => fit(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => fit(/** @type {HTMLElement} */ (list.current)));
  return html`<div class="fitted"><ul class=${className} role="list" ref=${list}>${items}</ul>
    <p class="quiet" hidden></p></div>`;
}
