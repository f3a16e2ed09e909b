import { count } from "../../shared/format.js";
import { newId } from "../../shared/ids.js";
import { cardsAreShown, isLateCard, waitingIds } from "../late-cards.js";
import { showNotice } from "../notices.js";
import { outbox, ownCardStore } from "../seat-stores.js";
import { isPending, ownCards, pendingCommands, shared } from "../state.js";
import { html } from "../ui/html.js";

const LATER = "The others see it within a minute or so, together with what else comes late.";

/** Beside what I wrote or changed and the others do not see yet. @param {{when: boolean}} props */
export const ShownLater = ({ when }) => when && html`<p class="small quiet">${LATER}</p>`;

/** Sends late cards whose writer has agreed. @param {string[]} cards */
function showAfterAll(cards) {
  for (const { id, data } of outbox.pending()) {
    if (cards.includes(data.card)) outbox.change(id, { forReveal: false });
  }
  outbox.flush();
}

/**
 * Sends late cards to nobody. Their words can still be copied from the notice. One that was sent before, without
 * an answer, the server may hold hidden: it is taken back there.
 * @param {string[]} cards
 */
function keepToMyself(cards) {
  const texts = cards.map((card) => ownCardStore.all()[card]?.text).filter(Boolean);
  for (const { name, data, sent } of outbox.pending()) {
    if (name !== "add_card" || !cards.includes(data.card)) continue;
    outbox.drop(data.card);
    ownCardStore.remove(data.card);
    const { card, key } = data;
    if (sent) outbox.add({ id: newId(), name: "delete_card", data: { card, key }, quiet: true });
  }
  showNotice(`Nobody else saw this. You wrote: “${texts.join("” “")}”`, true);
}

/** How many of my cards the server keeps hidden for a while. */
function waitingCards() {
  const { cards, columns } = shared.value;
  const mine = Object.fromEntries(
    Object.entries(ownCards.value).filter(([, card]) => columns?.[card.column]),
  );
  return waitingIds(mine, cards ?? {}, isPending).length;
}

function Question({ commands }) {
  const one = commands.length === 1;
  const cards = commands.map(({ data }) => data.card);
  return html`<div class="notice">
    <p>You wrote ${one ? "this card" : `these ${commands.length} cards`} while the connection was away, and
      the others see the cards already. ${one ? "It" : "They"} would be shown within a minute or so, without
      a name. Still, somebody may guess who was late.</p>
    <ul class="stack stack-tight" role="list">${commands.map(
      ({ id, data }) =>
        html`<li key=${id} class="card"><p class="card-text" dir="auto">${ownCards.value[data.card]?.text ?? data.text}</p></li>`,
    )}</ul>
    <div class="row">
      <button type="button" class="button button-small" onClick=${() => showAfterAll(cards)}>
        ${one ? "Show it" : "Show them"}</button>
      <button type="button" class="button button-small button-quiet" onClick=${() => keepToMyself(cards)}>
        ${one ? "Keep it to myself" : "Keep them to myself"}</button>
    </div></div>`;
}

/** Asks about cards that come after the reveal, and says which of mine are still to be shown. */
export function LateCards() {
  const commands = pendingCommands.value.filter((command) => isLateCard(command, shared.value));
  const waiting = cardsAreShown(shared.value) ? waitingCards() : 0;
  return html`<div role="status" class="late-slot">
    ${commands.length > 0 && html`<${Question} commands=${commands} />`}
    ${
      waiting > 0 &&
      html`<p class="notice">${count(waiting, "card")} of yours came late. ${
        waiting === 1
          ? LATER
          : "The others see them within a minute or so, together with what else comes late."
      }</p>`
    }</div>`;
}
