/** A theme with its cards. */

import { useEffect, useState } from "preact/hooks";
import { count } from "../../shared/format.js";
import { dissolveTheme, mergeThemes, newestTheme, renameTheme } from "../grouping.js";
import { compact, inOrder } from "../lists.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { InlineField } from "../ui/inline-field.js";
import { Menu } from "../ui/menu.js";
import { BoardCard, group } from "./board-card.js";
import { cardDropTarget } from "./card-drag.js";

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
      onSelect: () => mergeThemes(theme, other.id),
    })),
    can("dissolve_theme") && {
      label: hasCards ? "Take all cards out" : "Remove it",
      onSelect: () => dissolveTheme(theme),
    },
  ]);
}

export function Theme({ theme, cards }) {
  const [isOpen, setOpen] = useState(true);
  const { id, name } = theme;
  const box = `theme:${id}`;
  const isNewest = id === newestTheme.value;
  // The field opens once: whoever comes back to this stage must not type over the name.
  useEffect(() => {
    if (isNewest && theme.name) newestTheme.value = "";
  }, [isNewest, Boolean(theme.name)]);
  return html`<section class="theme-box" aria-label=${`Theme: ${name}`}
    ...${cardDropTarget((dropped) => group(dropped, id))}>
    <header>
      <button type="button" class="button button-small button-quiet button-icon fold" aria-expanded=${isOpen}
        aria-label=${`The cards of “${name}”`} onClick=${() => setOpen(!isOpen)}></button>
      ${
        can("rename_theme")
          ? html`<${InlineField} box=${box} value=${name} label="Name of the theme" className="serif"
          maxLength=${shared.value.limits?.theme} openAtOnce=${isNewest}
          onChange=${(newName) => renameTheme(id, newName, box)} />`
          : html`<h3 dir="auto">${name}</h3>`
      }
      <span class="small quiet nowrap figures">${count(cards.length, "card")}</span>
      <${Menu} label="⋯" name=${`What you can do with “${name}”`} items=${themeItems(id, cards.length > 0)} /></header>
    ${
      isOpen &&
      html`<ul class="board-cards" role="list">${cards.map(
        (card) => html`<${BoardCard} key=${card.id} id=${card.id} card=${card} />`,
      )}</ul>`
    }
  </section>`;
}
