/** Menus of pages, `<details class="menu" data-menu>`: Escape, a choice and a click elsewhere close them. */

import { findAll } from "./dom.js";

/** @param {ParentNode} root */
export function enableMenus(root) {
  for (const menu of findAll(root, "[data-menu]")) enableMenu(/** @type {HTMLDetailsElement} */ (menu));
}

/** @param {HTMLDetailsElement} menu */
function enableMenu(menu) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("click", ({ target }) => {
    const isChoice = target instanceof Element && menu.contains(target) && !target.closest("summary");
    if (isChoice || !menu.contains(/** @type {Node} */ (target))) menu.open = false;
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
}
