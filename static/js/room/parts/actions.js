import { startOf, whenOf } from "../format.js";
import { compact, inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, isPending, pendingCommands, shared } from "../state.js";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";
import { Menu } from "../ui/menu.js";
import { Unsaved } from "../ui/unsaved.js";
import { ActionForm } from "./action-form.js";

/** One labelled line; none without a text. */
const Line = ({ label, text }) =>
  text &&
  html`<p class="action-line"><span class="quiet small">${label}</span>${" "}
  <span dir="auto"><${Linked} text=${text} /></span></p>`;

/** @param {import("../types").Action & {id: string}} action */
function Action(action) {
  const { id, kind } = action;
  const box = `action:${id}`;
  const { isEditing, openedHere, element, edit, close } = useEditing(box);
  if (isEditing) {
    const save = (fields, text) => {
      close();
      send("edit_action", { action: id, ...fields }, { box, text });
    };
    return html`<li class="card"><${ActionForm} box=${box} kind=${kind} start=${action} action="Save"
      focus=${openedHere} onSend=${save} onCancel=${close} /></li>`;
  }
  const remove = () => send("delete_action", { action: id });
  const items = compact([
    can("edit_action") && { label: "Edit", onSelect: edit },
    can("delete_action") && { label: "Delete", confirm: "Delete it for everybody? Yes.", onSelect: remove },
  ]);
  const isStep = kind === "step";
  const when = whenOf(action) || "no date yet";
  const what = action.what || action.hypothesis || "";
  return html`<li class="decided" ref=${element} data-kind=${kind}>
    <p class="serif" dir="auto"><${Linked} text=${what} /></p>
    <p class="small quiet"><span class="decided-kind">${isStep ? "Step" : "Experiment"}</span> · <bdi class="strong">
      ${action.owner || "Nobody looks after it yet"}</bdi> · <span class="figures">${when}</span></p>
    ${action.what && html`<${Line} label="We think that" text=${action.hypothesis} />`}
    <${Line} label="To find out" text=${action.test} /><${Line} label="We watch" text=${action.signal} />
    ${!isStep && !action.signal && html`<p class="action-line quiet">Nothing to watch yet: how will we know?</p>`}
    <${Line} label="Help asked for:" text=${action.support} /><${Unsaved} when=${isPending(id)} />
    <${Menu} label="⋯" name=${`What you can do with “${startOf(what)}”`} items=${items} />
  </li>`;
}

/** All actions, with those that the server does not have yet. */
export function ActionList() {
  const unsaved = pendingCommands.value
    .filter(({ name, data }) => name === "add_action" && !shared.value.actions?.[data.action])
    .map(({ data }) => ({ id: data.action, ...data }));
  const all = [...inOrder(shared.value.actions), ...unsaved];
  return html`<ul role="list">${all.map((item) => html`<${Action} key=${item.id} ...${item} />`)}</ul>`;
}
