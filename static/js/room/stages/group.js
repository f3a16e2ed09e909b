import { useState } from "preact/hooks";
import { newId } from "../../shared/ids.js";
import { cardsAreShown } from "../late-cards.js";
import { inOrder } from "../lists.js";
import { addCard, Card } from "../parts/card.js";
import { cardDropTarget, draggableCard } from "../parts/card-drag.js";
import { createThemeOf, groupingItems, Theme, ungroupCard } from "../parts/theme.js";
import { drafts, send } from "../send.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { TextBox } from "../ui/text-box.js";

const NEW_THEME_BOX = "new-theme";

/** What somebody was writing when the cards were shown can still be added. */
function StillWriting() {
  const [columns] = useState(() =>
    inOrder(shared.value.columns).filter((column) => drafts.read(`add:${column.id}`)),
  );
  if (!columns.length || !can("add_card")) return null;
  return html`<section class="notice"><p>You were still writing. Add it when it is
    ready.${cardsAreShown(shared.value) && " The others then see it within a minute or so, together with what else comes late."}</p>
    ${columns.map(
      (column) => html`<${TextBox} key=${column.id} box=${`add:${column.id}`} label=${column.title}
      hideLabel=${false} limit="card" onSend=${(text) => addCard(column.id, text)} />`,
    )}</section>`;
}

/** A card that is in no theme: a card that is dropped on it makes a theme of both. */
function LooseCard({ card }) {
  const onDrop = (other) => other !== card.id && createThemeOf([card.id, other]);
  return html`<${Card} id=${card.id} card=${card} showColumn items=${groupingItems(card.id)}
    drag=${{ ...draggableCard(card.id), ...cardDropTarget(onDrop) }} />`;
}

/** A field to make a theme by its name. */
function NewTheme() {
  const [name, setName] = useState(drafts.read(NEW_THEME_BOX)?.text ?? "");
  if (!can("create_theme")) return null;
  const write = (newName) => {
    drafts.write(NEW_THEME_BOX, newName);
    setName(newName);
  };
  const submit = (event) => {
    event.preventDefault();
    const text = name.trim();
    write("");
    if (text) send("create_theme", { theme: newId(), name: text, cards: [] });
  };
  return html`<form class="row" onSubmit=${submit}>
    <input class="input theme-name" aria-label="Name of a new theme" placeholder="A theme by name" value=${name}
      maxlength=${shared.value.limits?.theme} onInput=${(event) => write(event.target.value)} />
    <button class="button">Add it</button></form>`;
}

export function Group() {
  const cards = inOrder(shared.value.cards);
  const loose = cards.filter((card) => !card.theme);
  const themes = inOrder(shared.value.themes);
  const noneLoose = cards.length ? "Every card has found its place" : "Nobody wrote a card";
  return html`<div class="grouping" data-placed=${Boolean(cards.length && !loose.length)}>
    <section class="stack" aria-label="Cards on their own" ...${cardDropTarget(ungroupCard)}>
      <${StillWriting} />
      <h3>${loose.length ? "On their own" : noneLoose}</h3>
      ${
        !cards.length &&
        html`<p class="quiet">That happens. Make the themes you want to talk about by name, or go back
        and write.</p>`
      }
      <ul class="loose" role="list">${loose.map(
        (card) => html`<${LooseCard} key=${card.id} card=${card} />`,
      )}</ul>
    </section>
    <section class="stack" aria-label="Themes">
      <h3>Themes</h3>
      ${
        !themes.length &&
        html`<p class="empty">Drop one card on another, or use a card’s ⋯ menu. What belongs
        together becomes a theme.</p>`
      }
      <div class="themes">${themes.map(
        (theme) => html`<${Theme} key=${theme.id} theme=${theme}
        cards=${cards.filter((card) => card.theme === theme.id)} />`,
      )}</div>
      <${NewTheme} />
    </section>
  </div>`;
}
