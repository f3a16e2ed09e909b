import { newId } from "../../shared/ids.js";
import { startOf } from "../format.js";
import { cardsAreShown, isChangedLater } from "../late-cards.js";
import { compact, inOrder } from "../lists.js";
import { ownCardStore } from "../seat-stores.js";
import { send } from "../send.js";
import { can, isPending, ownCards, shared } from "../state.js";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";
import { Menu } from "../ui/menu.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";
import { ShownLater } from "./late-cards.js";

/** Adds a card; its key stays in this browser. @param {string} column @param {string} text */
export function addCard(column, text) {
  const [card, key] = [newId(), newId()];
  ownCardStore.put(card, { key, column, text });
  const forReveal = !cardsAreShown(shared.value);
  send("add_card", { card, key, column, text }, { box: `add:${column}`, text, forReveal });
}

/** Adds a card for each text, in their order. @param {string} column @param {string[]} texts */
export function addCards(column, texts) {
  for (const text of texts) addCard(column, text);
}

/** The menu items for a card of my own. */
function ownCardItems(id, ownCard, edit) {
  const { key, column } = ownCard;
  const move = (to) => {
    ownCardStore.put(id, { column: to });
    send("move_card", { card: id, key, column: to });
  };
  const remove = () => {
    ownCardStore.remove(id);
    send("delete_card", { card: id, key });
  };
  return compact([
    can("edit_card") && { label: "Edit", onSelect: edit },
    ...inOrder(shared.value.columns)
      .filter((other) => can("move_card") && other.id !== column)
      .map((other) => ({ label: `Move to “${other.title}”`, onSelect: () => move(other.id) })),
    can("delete_card") && { label: "Delete", confirm: "Delete your card? Yes.", onSelect: remove },
  ]);
}

/** Where a card comes from, after its words: “What drove it” is said as “– drove it”. */
function From({ column, author }) {
  const title = (column && shared.value.columns?.[column]?.title) || "";
  const name = author && shared.value.seats[author]?.name;
  if (!title && !name) return null;
  return html`${" "}<small class="card-from" dir="ltr">
    ${title && html`<span class="card-column">– ${title.replace(/^What /, "")}</span>`}
    ${name && html`${title ? " · " : "– "}<bdi>${name}</bdi>`}</small>`;
}

/**
 * One card. A card of my own can be changed, with the key that this browser keeps.
 * @param {object} props
 * @param {string} props.id
 * @param {{text: string, column: string, author?: string}} props.card
 * @param {() => import("../ui/menu.js").MenuItem[]} [props.items] more items for its menu, if there are some
 * @param {boolean} [props.showColumn] whether to say which column it came from
 * @param {object} [props.around] attributes and listeners of its element
 * @param {any} [props.mark] what stands in its corner
 * @param {any} [props.after] what stands after its words
 * @param {any} [props.below] what stands below them
 */
export function Card({ id, card, items, showColumn, around = {}, mark, after, below }) {
  const own = ownCards.value[id];
  const box = `card:${id}`;
  const { isEditing, openedHere, element, edit, close } = useEditing(box);
  if (own && isEditing) {
    const save = (text) => {
      close();
      ownCardStore.put(id, { text });
      send(
        "edit_card",
        { card: id, key: own.key, text },
        { box: isPending(id) ? `add:${card.column}` : box, text },
      );
    };
    return html`<li><${TextBox} box=${box} label="Your card" value=${own.text} limit="card" action="Save"
      focus=${openedHere} onSend=${save} onCancel=${close} /></li>`;
  }
  const ownItems = own ? ownCardItems(id, own, edit) : [];
  const isChanged = Boolean(shared.value.cards?.[id]) && isChangedLater(own, card.text);
  return html`<li class="card card-room" dir="auto" ref=${element} data-mine=${Boolean(own)} ...${around}>
    ${mark}
    <p class="card-text"><${Linked} text=${isChanged ? own.text : card.text} />
      <${From} column=${showColumn && card.column} author=${card.author} />${after}</p>
    ${below}
    <${Unsaved} when=${isPending(id)} /><${ShownLater} when=${isChanged && !isPending(id)} />
    <${Menu} label="⋯" name=${`What you can do with the card “${startOf(card.text)}”`} 
      items=${items ? () => [...items(), ...ownItems] : ownItems} />
  </li>`;
}
