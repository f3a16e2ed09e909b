import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";

/**
 * @typedef {{label: any, onSelect: () => void, confirm?: string}} MenuItem `confirm`: a question that takes
 *   the item's place; a second press selects it
 */

const GAP_PX = 4;
/** The height that the foot of the room covers. */
const FOOT_PX = 80;

/**
 * Ends the animations of everything around an element. An animated part would lie over the menu, and be what
 * `fixed` positions are measured from.
 * @param {Element} element
 */
function finishAnimations(element) {
  for (const animation of document.getAnimations()) {
    const { effect } = animation;
    if (effect instanceof KeyframeEffect && effect.target?.contains(element)) animation.finish();
  }
}

/**
 * Puts the open items above or below their button, where there is room. Their position is fixed, so that no
 * scrolling part of the page cuts them off.
 * @param {HTMLDetailsElement | null} menu
 * @param {boolean} [opensUp]
 */
function placeItems(menu, opensUp) {
  if (!menu?.open) return;
  const items = /** @type {HTMLElement} */ (menu.lastElementChild);
  Object.assign(items.style, { position: "fixed", inset: "auto" });
  const [button, { width, height }] = [menu.getBoundingClientRect(), items.getBoundingClientRect()];
  const [below, above] = [button.bottom + GAP_PX, button.top - GAP_PX - height];
  const isBelow = !opensUp && (above < 0 || below + height < innerHeight - FOOT_PX);
  const within = (/** @type {number} */ wanted, /** @type {number} */ max) =>
    `${Math.max(GAP_PX, Math.min(wanted, max - GAP_PX))}px`;
  items.style.top = within(isBelow ? below : above, innerHeight - height);
  items.style.left = within(button.right - width, innerWidth - width);
}

/**
 * A button that opens a list of more buttons. Without items there is none.
 * @param {{label: any, name?: string, className?: string, items: MenuItem[], opensUp?: boolean}} props
 *   `name`: said by screen readers when `label` is a sign
 */
export function Menu({ label, name, className = "button-small button-quiet button-icon", items, opensUp }) {
  const menu = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  const [askingAt, setAskingAt] = useState(-1);
  const place = () => placeItems(menu.current, opensUp);
  /**
   * Opens and places at once. If the items still moved when they are seen, a quick person would miss them.
   */
  const toggle = (event) => {
    event.preventDefault();
    if (!menu.current) return;
    menu.current.open = !menu.current.open;
    finishAnimations(menu.current);
    place();
  };
  const close = () => {
    setAskingAt(-1);
    if (menu.current) menu.current.open = false;
  };
  const focusButton = () => menu.current?.querySelector("summary")?.focus();
  // The items follow their button when the page scrolls, and when somebody else's change moves it.
  useEffect(() => {
    const onScroll = ({ target }) => menu.current?.contains(target) || place();
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => removeEventListener("scroll", onScroll, { capture: true });
  }, []);
  useEffect(place);
  const onFocusOut = (event) => {
    if (!menu.current?.contains(/** @type {Node} */ (event.relatedTarget))) close();
  };
  const onKeyDown = (event) => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    event.stopPropagation();
    event.preventDefault();
    close();
    focusButton();
  };
  const select = (item, index) => {
    if (item.confirm && askingAt !== index) return setAskingAt(index);
    close();
    focusButton();
    item.onSelect();
  };
  if (!items.length) return null;
  return html`<details class=${`menu menu-end ${opensUp ? "menu-up" : ""}`} ref=${menu} onFocusOut=${onFocusOut}
    onKeyDown=${onKeyDown}>
    <summary class=${`button ${className}`} aria-label=${name} onClick=${toggle}>${label}</summary>
    <div class="menu-items">
      ${items.map(
        (item, index) => html`<button type="button" class=${askingAt === index ? "menu-sure" : ""}
        onClick=${() => select(item, index)}>${askingAt === index ? item.confirm : item.label}</button>`,
      )}
    </div>
  </details>`;
}
