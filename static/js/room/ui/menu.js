import { useRef, useState } from "preact/hooks";
import { html } from "./html.js";

/** @typedef {{label: any, do: () => void, sure?: string}} Item `sure`: asked in the item's place before it is done */

/**
 * A button that unfolds more of them.
 * @param {{label: any, name?: string, how?: string, items: Item[], up?: boolean}} props
 *   `name`: what it is called where `label` is a sign; `up`: unfolds upwards
 */
export function Menu({ label, name, how = "button-small button-quiet button-icon", items, up }) {
  const menu = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  const [asking, setAsking] = useState(-1);
  const [higher, setHigher] = useState(false);
  /** Near the foot it unfolds upwards. */
  const turn = () => {
    const { bottom, height } = menu.current?.lastElementChild?.getBoundingClientRect() ?? { bottom: 0, height: 0 };
    if (menu.current?.open && !higher) setHigher(bottom > innerHeight - 80 && menu.current.getBoundingClientRect().top > height);
  };
  const shut = () => {
    setHigher(false);
    setAsking(-1);
    if (menu.current) menu.current.open = false;
  };
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
  return html`<details class=${`menu menu-end ${up || higher ? "menu-up" : ""}`} ref=${menu} onToggle=${turn} onFocusOut=${leave} onKeyDown=${key}>
    <summary class=${`button ${how}`} aria-label=${name}>${label}</summary>
    <div class="menu-items">
      ${items.map((item, place) => html`<button type="button" class=${asking === place ? "menu-sure" : ""} onClick=${() => press(item, place)}>
        ${asking === place ? item.sure : item.label}</button>`)}
    </div>
  </details>`;
}
