/** A theme with its cards, and the commands that group cards. */

import { newId } from "../../shared/ids.js";
import { compact, inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { InlineField } from "../ui/inline-field.js";
import { Menu } from "../ui/menu.js";
import { Card } from "./card.js";
import { cardDropTarget, draggableCard } from "./card-drag.js";

/** The theme that was made last in this browser: the field for its name opens at once. */
let newThemeId = "";

/** Makes a theme without a name. @param {string[]} cards their ids */
export function createThemeOf(cards) {
  newThemeId = newId();
  send("create_theme", { theme: newThemeId, name: "", cards });
}

/** @param {string} card @param {string} theme their ids */
const groupCard = (card, theme) => send("group_card", { card, theme });

/** @param {string} card its id */
export const ungroupCard = (card) => send("ungroup_card", { card });

/**
 * Menu items that do what dragging a card does.
 * @param {string} card its id
 * @param {string} [theme] the theme that it is in
 * @returns {import("../ui/menu.js").MenuItem[]}
 */
export function groupingItems(card, theme) {
  const others = can("group_card") ? inOrder(shared.value.themes).filter(({ id }) => id !== theme) : [];
  return compact([
    ...others.map((other) => ({
      label: `Put with “${other.name || "no name yet"}”`,
      onSelect: () => groupCard(card, other.id),
    })),
    can("create_theme") && { label: "Put in a new theme", onSelect: () => createThemeOf([card]) },
    theme !== undefined && can("ungroup_card") && { label: "Take it out", onSelect: () => ungroupCard(card) },
  ]);
}

/**
 * @param {string} theme its id
 * @param {boolean} hasCards
 * @returns {import("../ui/menu.js").MenuItem[]}
 */
function themeItems(theme, hasCards) {
  const others = can("merge_themes") ? inOrder(shared.value.themes).filter(({ id }) => id !== theme) : [];
  return compact([
    ...others.map((other) => ({
      label: `Merge into “${other.name}”`,
      onSelect: () => send("merge_themes", { theme, into: other.id }),
    })),
    can("dissolve_theme") && {
      label: hasCards ? "Take all cards out" : "Remove it",
      onSelect: () => send("dissolve_theme", { theme }),
    },
  ]);
}

export function Theme({ theme, cards }) {
  const name = theme.name || "no name yet";
  const box = `theme:${theme.id}`;
  const rename = (newName) =>
    send("rename_theme", { theme: theme.id, name: newName }, { box, text: newName });
  return html`<section class="theme-box" aria-label=${`Theme: ${name}`}
    ...${cardDropTarget((card) => groupCard(card, theme.id))}>
    <header>${
      can("rename_theme")
        ? html`<${InlineField} box=${box} value=${theme.name} label="Name of the theme" className="serif"
        maxLength=${shared.value.limits?.theme} openAtOnce=${theme.id === newThemeId} onChange=${rename} />`
        : html`<h3>${theme.name}</h3>`
    }
      <${Menu} label="⋯" name=${`What you can do with “${name}”`} items=${themeItems(theme.id, cards.length > 0)} /></header>
    <ul class="stack stack-tight" role="list">${cards.map(
      (card) => html`<${Card} key=${card.id} id=${card.id}
      card=${card} items=${groupingItems(card.id, theme.id)} drag=${draggableCard(card.id)} />`,
    )}</ul>
  </section>`;
}
