import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";

/** @typedef {{label: any, do: () => void, sure?: string}} Item `sure`: asked in the item's place before it is done */

const GAP_PX = 4;
/** What the foot of the room covers. */
const FOOT_PX = 80;

/**
 * What is still coming in, with all that is in it, holds a menu back: it would cover it, and place it by itself.
 * @param {Element} element
 */
function settle(element) {
  for (const each of document.getAnimations()) {
    if (each.effect instanceof KeyframeEffect && each.effect.target?.contains(element)) each.finish();
  }
}

/**
 * A button that unfolds more of them.
 * @param {{label: any, name?: string, how?: string, items: Item[], up?: boolean}} props
 *   `name`: what it is called where `label` is a sign; `up`: unfolds upwards
 */
export function Menu({ label, name, how = "button-small button-quiet button-icon", items, up }) {
  const menu = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  const [asking, setAsking] = useState(-1);
  /** It stands beside its button where there is room, and fixed, so that no part that scrolls cuts it off. */
  const unfold = () => {
    if (!menu.current?.open) return;
    const items = /** @type {HTMLElement} */ (menu.current.lastElementChild);
    Object.assign(items.style, { position: "fixed", inset: "auto" });
    const [from, { width, height }] = [menu.current.getBoundingClientRect(), items.getBoundingClientRect()];
    const [below, above] = [from.bottom + GAP_PX, from.top - GAP_PX - height];
    const down = !up && (above < 0 || below + height < innerHeight - FOOT_PX);
    items.style.top = `${Math.max(GAP_PX, Math.min(down ? below : above, innerHeight - height - GAP_PX))}px`;
    items.style.left = `${Math.max(GAP_PX, Math.min(from.right - width, innerWidth - width - GAP_PX))}px`;
  };
  /** Opened and placed in one go: what still moves when it is seen is missed by who is quick. */
  const turn = (event) => {
    event.preventDefault();
    if (!menu.current) return;
    menu.current.open = !menu.current.open;
    settle(menu.current);
    unfold();
  };
  const shut = () => {
    setAsking(-1);
    if (menu.current) menu.current.open = false;
  };
  // It stays with its button when the page scrolls, or moves because somebody else added something.
  useEffect(() => {
    const follow = ({ target }) => menu.current?.contains(target) || unfold();
    addEventListener("scroll", follow, { capture: true, passive: true });
    return () => removeEventListener("scroll", follow, { capture: true });
  }, []);
  useEffect(unfold);
  const leave = (event) => {
    if (!menu.current?.contains(/** @type {Node} */ (event.relatedTarget))) shut();
  };
  const key = (event) => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    event.stopPropagation();
    event.preventDefault();
    shut();
    menu.current.querySelector("summary")?.focus();
  };
  const press = (item, place) => {
    if (item.sure && asking !== place) return setAsking(place);
    shut();
    menu.current?.querySelector("summary")?.focus();
    item.do();
  };
  if (!items.length) return null;
  return html`<details class=${`menu menu-end ${up ? "menu-up" : ""}`} ref=${menu} onFocusOut=${leave} onKeyDown=${key}>
    <summary class=${`button ${how}`} aria-label=${name} onClick=${turn}>${label}</summary>
    <div class="menu-items">
      ${items.map(
        (item, place) => html`<button type="button" class=${asking === place ? "menu-sure" : ""}
        onClick=${() => press(item, place)}>${asking === place ? item.sure : item.label}</button>`,
      )}
    </div>
  </details>`;
}
