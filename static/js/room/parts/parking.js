import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Unsaved } from "../ui/unsaved.js";
import { Menu } from "../ui/menu.js";
import { Writing } from "../ui/text-box.js";
import { newId } from "../../shared/ids.js";
import { send } from "../send.js";
import { can, inOrder, shared, waiting } from "../state.js";
import { isWaiting } from "./card.js";

function Parked({ id, text }) {
  const box = `parked:${id}`;
  const { editing, begun, place, edit, leave } = useEditing(box);
  if (editing) {
    const keep = (next) => {
      leave();
      send("edit_parked", { item: id, text: next }, { box, text: next });
    };
    return html`<li><${Writing} box=${box} label="The parked point" value=${text} limit="parked" action="Save"
      focus=${begun} onSend=${keep} onCancel=${leave} /></li>`;
  }
  const drop = () => send("drop_parked", { item: id });
  const items = [
    can("edit_parked") && { label: "Edit", do: edit },
    can("drop_parked") && { label: "Drop it", sure: "Drop it for everybody? Yes.", do: drop },
  ].filter(Boolean);
  return html`<li class="card card-room card-well" ref=${place}><p class="card-text" dir="auto">${text}</p>
    <${Menu} label="⋯" name=${`What you can do with “${text.slice(0, 40)}”`} items=${items} />
    <${Unsaved} when=${isWaiting(id)} /></li>`;
}

/** What matters but not now. @param {{focus?: boolean}} props */
export function Parking({ focus }) {
  const parked = inOrder(shared.value.parked);
  const coming = waiting.value
    .filter(({ name, data }) => name === "park" && !shared.value.parked?.[data.item])
    .map(({ data }) => ({ id: data.item, text: data.text }));
  const add = (text) => send("park", { item: newId(), text }, { box: "park", text });
  return html`<section class="stack stack-tight" aria-label="Parking lot">
    <h3>Parking lot</h3>
    ${
      !parked.length &&
      html`<p class="small quiet">What matters but not now goes here, so that nobody has to hold on
      to it.</p>`
    }
    <ul class="stack stack-tight" role="list">${[...parked, ...coming].map(
      (item) => html`<${Parked} key=${item.id}
      id=${item.id} text=${item.text} />`,
    )}</ul>
    ${
      can("park") &&
      html`<${Writing} box="park" label="Park a point" placeholder="Park a point"
      limit="parked" action="Park it" hints=${false} focus=${focus} onSend=${add} />`
    }
  </section>`;
}
