import { useLayoutEffect, useRef, useState } from "preact/hooks";
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
 * @param {HTMLElement} items
 * @param {boolean} [opensUp]
 */
function placeItems(items, opensUp) {
  const menu = /** @type {HTMLElement} */ (items.parentElement);
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
 * The items of an open menu. They follow their button when the page scrolls, and when somebody else's change moves it.
 * @param {{items: MenuItem[] | (() => MenuItem[]), opensUp?: boolean, onSelect: (item: MenuItem) => void}} props
 */
function Items({ items, opensUp, onSelect }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [askingAt, setAskingAt] = useState(-1);
  const place = () => placeItems(/** @type {HTMLElement} */ (list.current), opensUp);
  useLayoutEffect(() => {
    finishAnimations(/** @type {HTMLElement} */ (list.current));
    const onScroll = ({ target }) => list.current?.contains(target) || place();
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => removeEventListener("scroll", onScroll, { capture: true });
  }, []);
  // Before they are seen: if they still moved then, a quick person would miss them.
  useLayoutEffect(place);
  const select = (item, index) => (item.confirm && askingAt !== index ? setAskingAt(index) : onSelect(item));
  return html`<div class="menu-items" ref=${list}>
    ${(typeof items === "function" ? items() : items).map(
      (item, index) => html`<button type="button" class=${askingAt === index ? "menu-sure" : ""}
      onClick=${() => select(item, index)}>${askingAt === index ? item.confirm : item.label}</button>`,
    )}
  </div>`;
}

/**
 * A button that opens a list of more buttons, which are drawn only while it is open. Without items there is none.
 * @param {object} props
 * @param {any} props.label
 * @param {string} [props.name] said by screen readers when `label` is a sign
 * @param {string} [props.className]
 * @param {MenuItem[] | (() => MenuItem[])} props.items a function where there are many menus: it is called while the
 *   menu is open
 * @param {boolean} [props.opensUp]
 */
export function Menu({ label, name, className = "button-small button-quiet button-icon", items, opensUp }) {
  const menu = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  const [isOpen, setOpen] = useState(false);
  const toggle = (event) => {
    event.preventDefault();
    setOpen(!isOpen);
  };
  const close = () => {
    setOpen(false);
    menu.current?.querySelector("summary")?.focus();
  };
  const onFocusOut = ({ relatedTarget }) => menu.current?.contains(relatedTarget) || setOpen(false);
  const onKeyDown = (event) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    event.preventDefault();
    close();
  };
  const onSelect = (item) => {
    close();
    item.onSelect();
  };
  if (!items.length && typeof items !== "function") return null;
  return html`<details class=${`menu menu-end ${opensUp ? "menu-up" : ""}`} ref=${menu} open=${isOpen}
    onFocusOut=${onFocusOut} onKeyDown=${onKeyDown}>
    <summary class=${`button ${className}`} aria-label=${name} onClick=${toggle}>${label}</summary>
    ${isOpen && html`<${Items} ...${{ items, opensUp, onSelect }} />`}
  </details>`;
}
