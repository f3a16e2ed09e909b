import { useState } from "preact/hooks";
import { count } from "../../shared/format.js";
import { inOrder } from "../lists.js";
import { Card } from "../parts/card.js";
import { EarlierEntries } from "../parts/earlier-entries.js";
import { LearningBox, LearningList } from "../parts/learnings.js";
import { OtherThemes } from "../parts/other-themes.js";
import { Parking } from "../parts/parking.js";
import { Reactions } from "../parts/reactions.js";
import { Thumbs } from "../parts/thumbs.js";
import { shared } from "../state.js";
import { html } from "../ui/html.js";

/** So many cards of a theme are all shown; of more, the first some. */
const MOST_CARDS = 12;
const SOME_CARDS = 8;

/** The cards of the theme: of very many the first ones, until somebody wants to see all. */
function ThemeCards({ cards }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll || cards.length <= MOST_CARDS ? cards : cards.slice(0, SOME_CARDS);
  const hidden = cards.length - shown.length;
  return (
    cards.length > 0 &&
    html`<ul class="card-wall" role="list">
      ${shown.map(
        (card) => html`<${Card} key=${card.id} id=${card.id} card=${card} showColumn
          below=${html`<${Reactions} to=${card.id} text=${card.text} />`} />`,
      )}</ul>
    ${
      hidden > 0 &&
      html`<p><button type="button" class="link-button small" onClick=${() => setShowsAll(true)}>
      ${`Show ${count(hidden, "more card")}`}</button></p>`
    }`
  );
}

export function Discuss() {
  const { discuss, cards, themes } = shared.value;
  const theme = discuss?.theme;
  const themeCards = inOrder(cards).filter((card) => card.theme === theme);
  return html`<div class="split discussing">
    <div class="stack">
      ${
        !theme &&
        html`<p class="empty">${
          Object.keys(themes ?? {}).length
            ? "Pick the theme to begin with."
            : "There is no theme to talk about. Write the learning that matters most, or go back and make a theme."
        }</p>`
      }
      <${LearningList} theme=${theme} />
      ${theme && html`<${ThemeCards} key=${`cards-${theme}`} cards=${themeCards} />`}
      <${LearningBox} key=${theme} theme=${theme} />
      <${EarlierEntries} key=${`seen-${theme}`}
        text=${[themes?.[theme ?? ""]?.name, ...themeCards.map((card) => card.text)].join("\n")} />
    </div>
    <aside class="stack"><${OtherThemes} /><${Parking} /></aside>
  </div>
  <${Thumbs} key=${`more-${theme}`} />`;
}
