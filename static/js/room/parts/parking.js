import { newId } from "../../shared/ids.js";
import { startOf } from "../format.js";
import { compact, inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, isPending, pendingCommands, shared } from "../state.js";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";
import { Menu } from "../ui/menu.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";

function Parked({ id, text }) {
  const box = `parked:${id}`;
  const { isEditing, openedHere, element, edit, close } = useEditing(box);
  if (isEditing) {
    const save = (newText) => {
      close();
      send("edit_parked", { item: id, text: newText }, { box, text: newText });
    };
    return html`<li><${TextBox} box=${box} label="The parked point" value=${text} limit="parked" action="Save"
      focus=${openedHere} onSend=${save} onCancel=${close} /></li>`;
  }
  const drop = () => send("drop_parked", { item: id });
  const items = compact([
    can("edit_parked") && { label: "Edit", onSelect: edit },
    can("drop_parked") && { label: "Drop it", confirm: "Drop it for everybody? Yes.", onSelect: drop },
  ]);
  return html`<li class="card card-room card-well" dir="auto" ref=${element}><p class="card-text"><${Linked} text=${text} /></p>
    <${Unsaved} when=${isPending(id)} />
    <${Menu} label="⋯" name=${`What you can do with “${startOf(text)}”`} items=${items} /></li>`;
}

/**
 * The parking lot: what matters, but not now.
 * @param {{focus?: boolean}} props `focus`: whether its box takes the focus
 */
export function Parking({ focus }) {
  const parked = inOrder(shared.value.parked);
  const unsaved = pendingCommands.value
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
    <ul class="stack stack-tight" role="list">${[...parked, ...unsaved].map(
      (item) => html`<${Parked} key=${item.id}
      id=${item.id} text=${item.text} />`,
    )}</ul>
    ${
      can("park") &&
      html`<${TextBox} box="park" label="Park a point" placeholder="Park a point"
      limit="parked" action="Park it" hints=${false} focus=${focus} onSend=${add} />`
    }
  </section>`;
}
