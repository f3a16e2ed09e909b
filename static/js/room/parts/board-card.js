/** A card in "Put together": it can be selected, dragged, and grouped by its menu. */

import { useComputed } from "@preact/signals";
import { count } from "../../shared/format.js";
import { startOf } from "../format.js";
import { createThemeOf, moveCards } from "../grouping.js";
import { compact, inOrder } from "../lists.js";
import { letGo, pick, selected, withSelected } from "../selection.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { Card } from "./card.js";
import { draggableCard, dragged } from "./card-drag.js";
import { reactionItems, Said } from "./reactions.js";

const WITH_ITS_OWN_CLICK = "a, button, summary, textarea";

/** After a step with selected cards, none is selected. @param {string[]} cards @param {() => void} step */
function doWith(cards, step) {
  step();
  if (cards.some((card) => selected.value.includes(card))) letGo();
}

/** @param {string[]} cards */
export const groupAnew = (cards) => doWith(cards, () => createThemeOf(cards));

/** @param {string[]} cards @param {string} [theme] none: they are on their own again */
export const group = (cards, theme) => doWith(cards, () => moveCards(cards, theme));

/**
 * Where cards can go: menu items that do what dragging them does.
 * @param {string[]} cards
 * @returns {import("../ui/menu.js").MenuItem[]}
 */
export function targets(cards) {
  const { themes } = shared.value;
  const places = cards.map((card) => shared.value.cards?.[card]?.theme);
  const others = can("group_card")
    ? inOrder(themes).filter(({ id }) => places.some((place) => place !== id))
    : [];
  return compact([
    ...others.map(({ id, name }) => ({
      label: `“${name}”`,
      onSelect: () => group(cards, id),
    })),
    can("ungroup_card") && places.some(Boolean) && { label: "On their own", onSelect: () => group(cards) },
  ]);
}

/** @param {string} card @returns {import("../ui/menu.js").MenuItem[]} */
function groupingItems(card) {
  const cards = withSelected(card);
  const many = cards.length > 1 ? `${count(cards.length, "card")} ` : "";
  const places = targets(cards).map(({ label, onSelect }) => ({
    label: label === "On their own" ? `Take ${many || "it "}out` : `Put ${many}with ${label}`,
    onSelect,
  }));
  const anew = { label: `Put ${many}in a new theme`, onSelect: () => groupAnew(cards) };
  return compact([...places, can("create_theme") && anew]);
}

/** The listeners that select a card. A press on what is on it, such as its menu, is meant for that. */
function selecting(id) {
  const onClick = ({ target, shiftKey }) => target.closest(WITH_ITS_OWN_CLICK) || pick(id, shiftKey);
  // Without this, the browser would select the words between two presses.
  const onMouseDown = (event) => event.shiftKey && event.preventDefault();
  const onKeyDown = (event) => {
    if (event.key !== " " || !event.shiftKey || event.target.type !== "checkbox") return;
    event.preventDefault();
    pick(id, true);
  };
  return { onClick, onMouseDown, onKeyDown };
}

/** @param {{id: string, card: any, around?: object}} props `around`: more attributes and listeners */
export function BoardCard({ id, card, around }) {
  const canSelect = can("group_card");
  // Computed, so that a card is drawn again only when this changes for itself.
  const isOn = useComputed(() => selected.value.includes(id)).value;
  const isDragged = useComputed(() => dragged.value.includes(id)).value;
  const mark =
    canSelect &&
    html`<input type="checkbox" class="card-tick" checked=${isOn} aria-label=${`Select “${startOf(card.text)}”`} />`;
  return html`<${Card} id=${id} card=${card} showColumn mark=${mark}
    items=${["create_theme", "react"].some(can) && (() => [...groupingItems(id), ...reactionItems(id)])}
    after=${html`<${Said} to=${id} />`}
    around=${{ "data-card": id, "data-on": isOn, "data-dragged": isDragged, ...draggableCard(id), ...(canSelect && selecting(id)), ...around }} />`;
}
