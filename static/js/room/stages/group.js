import { useRef, useState } from "preact/hooks";
import { newId } from "../../shared/ids.js";
import { inOrder } from "../lists.js";
import { addCard, Card } from "../parts/card.js";
import { cardDropTarget, draggableCard } from "../parts/card-drag.js";
import { createThemeOf, groupingItems, Theme, ungroupCard } from "../parts/theme.js";
import { drafts, send } from "../send.js";
import { can, draftsByBox, refusals, shared } from "../state.js";
import { useBox } from "../ui/box.js";
import { html } from "../ui/html.js";
import { endingKeys } from "../ui/keys.js";
import { useFieldText } from "../ui/steady-field.js";
import { TextBox } from "../ui/text-box.js";

const NEW_THEME_BOX = "new-theme";

/** What somebody was writing when the cards were shown can still be added. */
function StillWriting() {
  const [columns] = useState(() =>
    inOrder(shared.value.columns).filter((column) => drafts.read(`add:${column.id}`)),
  );
  if (!columns.length || !can("add_card")) return null;
  return html`<section class="notice"><p>You were still writing. Add it when it is ready.</p>
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
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const name = draftsByBox.value[NEW_THEME_BOX]?.text ?? "";
  useFieldText(field, name);
  useBox(NEW_THEME_BOX, element, {
    isNew: true,
    caption: "Name of a new theme",
    draw: () => html`<${NewTheme} />`,
  });
  const submit = () => {
    drafts.clear(NEW_THEME_BOX);
    const text = name.trim();
    if (text) send("create_theme", { theme: newId(), name: text, cards: [] }, { box: NEW_THEME_BOX, text });
  };
  const refusal = refusals.value[NEW_THEME_BOX];
  return html`<div class="stack stack-tight" data-box=${NEW_THEME_BOX} ref=${element}><div class="row">
    <input class="input theme-name" aria-label="Name of a new theme" placeholder="A theme by name" ref=${field}
      maxlength=${shared.value.limits?.theme} enterkeyhint="send" onKeyDown=${endingKeys({ onEnter: submit })}
      onInput=${(event) => drafts.write(NEW_THEME_BOX, event.target.value)} />
    <button type="button" class="button" onClick=${submit}>Add it</button></div>
    ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}</div>`;
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
      ${can("create_theme") && html`<${NewTheme} />`}
    </section>
  </div>`;
}
