import { inOrder } from "../lists.js";
import { addCard, addCards, Card } from "../parts/card.js";
import { can, ownCards, shared } from "../state.js";
import { html } from "../ui/html.js";
import { TextBox } from "../ui/text-box.js";

/** The cards to show in a column: those that are revealed, then those of my own that nobody else sees yet. */
function cardsOf(column) {
  const revealed = inOrder(shared.value.cards).filter((card) => card.column === column);
  const hidden = inOrder(ownCards.value).filter(
    (card) => card.column === column && !shared.value.cards?.[card.id],
  );
  return [...revealed, ...hidden];
}

function Column({ column }) {
  const box = `add:${column.id}`;
  const id = `column-${column.id}`;
  return html`<section class="column" aria-labelledby=${id}>
    <h3 id=${id} dir="auto">${column.title}</h3>
    ${column.hint && html`<p class="small quiet" dir="auto">${column.hint}</p>`}
    <ul class="stack stack-tight" role="list">${cardsOf(column.id).map(
      (card) => html`<${Card} key=${card.id} id=${card.id} card=${card} />`,
    )}</ul>
    ${
      can("add_card") &&
      html`<${TextBox} box=${box} label=${`Add a card: ${column.title}`} placeholder="Add a card"
      limit="card" onSend=${(text) => addCard(column.id, text)}
      onSendEach=${(texts) => addCards(column.id, texts)} />`
    }
  </section>`;
}

export const Reflect = () => html`<div class="columns columns-tall">
  ${inOrder(shared.value.columns).map((column) => html`<${Column} key=${column.id} column=${column} />`)}</div>`;
