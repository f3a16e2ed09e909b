import { pane } from "../grouping.js";
import { inOrder } from "../lists.js";
import { LooseCards } from "../parts/loose-cards.js";
import { SelectionBar } from "../parts/selection-bar.js";
import { ThemesPane } from "../parts/themes-pane.js";
import { shared } from "../state.js";
import { html } from "../ui/html.js";

/** On a narrow screen: which pane is seen. */
function PaneSwitch({ loose, themes }) {
  const option = (
    value,
    label,
    count,
  ) => html`<button type="button" class="segment" aria-pressed=${pane.value === value}
    onClick=${() => {
      pane.value = value;
    }}>${label} <span class="figures">${count}</span></button>`;
  return html`<div class="segments pane-switch" role="group" aria-label="What to show">
    ${option("cards", "Cards", loose)}${option("themes", "Themes", themes)}</div>`;
}

/** How many cards have found their place: with most of them, the themes get more room on a wide screen. */
function progress(loose, all) {
  if (!loose && all) return "done";
  return loose < all / 2 ? "far" : "begun";
}

export function Group() {
  const cards = inOrder(shared.value.cards);
  const loose = cards.filter((card) => !card.theme);
  const themes = inOrder(shared.value.themes);
  return html`<${PaneSwitch} loose=${loose.length} themes=${themes.length} />
    <div class="board" data-pane=${pane.value} data-progress=${progress(loose.length, cards.length)}>
    <${LooseCards} cards=${loose} all=${cards.length} />
    <${ThemesPane} themes=${themes} cards=${cards} />
    <${SelectionBar} /></div>`;
}
