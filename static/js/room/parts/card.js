import { Unsaved } from "../ui/unsaved.js";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Menu } from "../ui/menu.js";
import { Writing } from "../ui/text-box.js";
import { newId } from "../../shared/ids.js";
import { own, send } from "../send.js";
import { can, inOrder, own as ownCards, shared, waiting } from "../state.js";

/** Whether a command about this thing still waits for the server. @param {string} id */
export const isWaiting = (id) => waiting.value.some(({ data }) => Object.values(data).includes(id));

/** Write a card: its key stays in this browser. */
export function addCard(column, text) {
  const [card, key] = [newId(), newId()];
  own.put(card, { key, column, text });
  send("add_card", { card, key, column, text }, { box: `add:${column}`, text });
}

/** What I may do with a card that I wrote. */
function ownItems(id, mine, edit) {
  const { key, column } = mine;
  const move = (to) => {
    own.put(id, { column: to });
    send("move_card", { card: id, key, column: to });
  };
  const remove = () => {
    own.drop(id);
    send("delete_card", { card: id, key });
  };
  return [
    can("edit_card") && { label: "Edit", do: edit },
    ...inOrder(shared.value.columns)
      .filter((other) => can("move_card") && other.id !== column)
      .map((other) => ({ label: `Move to “${other.title}”`, do: () => move(other.id) })),
    can("delete_card") && { label: "Delete", sure: "Delete your card? Yes.", do: remove },
  ].filter(Boolean);
}

/**
 * One card. Mine can be changed with the key that this browser keeps.
 * @param {{id: string, card: {text: string, column: string, author?: string}, items?: any[], label?: boolean,
 *   drag?: object}} props `items`: more for its menu; `label`: show which column it came from; `drag`: attributes and
 *   handlers
 */
export function Card({ id, card, items = [], label, drag = {} }) {
  const mine = ownCards.value[id];
  const box = `card:${id}`;
  const { editing, begun, place, edit, leave } = useEditing(box);
  if (mine && editing) {
    const keep = (text) => {
      leave();
      own.put(id, { text });
      send(
        "edit_card",
        { card: id, key: mine.key, text },
        { box: isWaiting(id) ? `add:${card.column}` : box, text },
      );
    };
    return html`<li><${Writing} box=${box} label="Your card" value=${card.text} limit="card" action="Save"
      focus=${begun} onSend=${keep} onCancel=${leave} /></li>`;
  }
  const all = [...items, ...(mine ? ownItems(id, mine, edit) : [])];
  const author = card.author && shared.value.seats[card.author]?.name;
  return html`<li class="card card-room" ref=${place} data-mine=${Boolean(mine)} ...${drag}>
    <p class="card-text" dir="auto">${card.text}</p>
    <${Menu} label="⋯" name=${`What you can do with the card “${card.text.slice(0, 40)}”`} items=${all} />
    ${
      (label || author) &&
      html`<p class="small quiet card-from">
      ${[label && shared.value.columns?.[card.column]?.title, author].filter(Boolean).join(" · ")}</p>`
    }
    <${Unsaved} when=${isWaiting(id)} />
  </li>`;
}
