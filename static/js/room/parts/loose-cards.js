/** The pane with the cards that are in no theme. */

import { useState } from "preact/hooks";
import { inOrder } from "../lists.js";
import { drafts } from "../seat-stores.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { TextBox } from "../ui/text-box.js";
import { BoardCard, group, groupAnew } from "./board-card.js";
import { addCard, addCards } from "./card.js";
import { cardDropTarget } from "./card-drag.js";

/** What somebody was writing when the cards were shown can still be added. */
function StillWriting() {
  const [columns] = useState(() =>
    inOrder(shared.value.columns).filter((column) => drafts.read(`add:${column.id}`)),
  );
  if (!columns.length || !can("add_card")) return null;
  return html`<section class="notice"><p>You were still writing. Add it when it is ready.</p>
    ${columns.map(
      (column) => html`<${TextBox} key=${column.id} box=${`add:${column.id}`} label=${column.title}
      hideLabel=${false} limit="card" onSend=${(text) => addCard(column.id, text)}
      onSendEach=${(texts) => addCards(column.id, texts)} />`,
    )}</section>`;
}

/** A card that is dropped on another one makes a theme of both. */
function LooseCard({ card }) {
  const onDrop = (cards) => cards.includes(card.id) || groupAnew([card.id, ...cards]);
  return html`<${BoardCard} id=${card.id} card=${card} around=${cardDropTarget(onDrop)} />`;
}

/** @param {{cards: (import("../types").Card & {id: string})[], all: number}} props `all`: how many cards there are */
export function LooseCards({ cards, all }) {
  const none = all ? "Every card has found its place" : "Nobody wrote a card";
  return html`<section class="pane pane-cards" aria-label="Cards on their own" ...${cardDropTarget((ids) => group(ids))}>
    <header class="pane-head"><h3>${cards.length ? "On their own" : none}</h3>
      ${cards.length > 0 && html`<span class="small quiet figures">${cards.length < all ? `${cards.length} of ${all}` : all}</span>`}
    </header>
    <div class="pane-body">
      <${StillWriting} />
      ${
        !all &&
        html`<p class="quiet">That happens. Make the themes you want to talk about by name, or go back
        and write.</p>`
      }
      <ul class="board-cards" role="list">${cards.map(
        (card) => html`<${LooseCard} key=${card.id} card=${card} />`,
      )}</ul>
    </div>
  </section>`;
}
