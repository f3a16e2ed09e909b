import { newId } from "../../shared/ids.js";
import { startOf } from "../format.js";
import { compact, inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, isPending, pendingCommands, shared } from "../state.js";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Menu } from "../ui/menu.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";

const NEW_BOX = "new-rule";

/** @param {{id: string, text: string}} props */
function Rule({ id, text }) {
  const box = `rule:${id}`;
  const { isEditing, openedHere, element, edit, close } = useEditing(box);
  if (isEditing) {
    const save = (newText, was) => {
      close();
      send("edit_rule", { rule: id, was, text: newText }, { box, text: newText });
    };
    return html`<li><${TextBox} box=${box} label="The ground rule" value=${text} limit="rule" action="Save"
      hints=${false} focus=${openedHere} onSend=${save} onCancel=${close} /></li>`;
  }
  const remove = () => send("delete_rule", { rule: id });
  const items = compact([
    can("edit_rule") && { label: "Edit", onSelect: edit },
    can("delete_rule") && {
      label: "Take it out",
      confirm: "Take it out for everybody? Yes.",
      onSelect: remove,
    },
  ]);
  return html`<li ref=${element}><div class="rule"><p><bdi>${text}</bdi></p>
    <${Menu} label="⋯" name=${`What you can do with the rule “${startOf(text)}”`} items=${items} /></div>
    <${Unsaved} when=${isPending(id)} /></li>`;
}

/** The ground rules. Whoever facilitates changes them while everybody reads them. */
export function Rules() {
  const rules = inOrder(shared.value.rules);
  const unsaved = pendingCommands.value
    .filter(({ name, data }) => name === "add_rule" && !shared.value.rules?.[data.rule])
    .map(({ data }) => ({ id: data.rule, text: data.text }));
  const add = (text) => send("add_rule", { rule: newId(), text }, { box: NEW_BOX, text });
  const all = [...rules, ...unsaved];
  if (!all.length && !can("add_rule")) return null;
  return html`<section class="stack stack-tight"><h3>How we talk today</h3>
    ${!all.length && html`<p class="quiet">No rules yet. What would make it easier to speak openly?</p>`}
    <ul class="rules">${all.map((rule) => html`<${Rule} key=${rule.id} ...${rule} />`)}</ul>
    ${
      can("add_rule") &&
      html`<${TextBox} box=${NEW_BOX} label="Add a rule" placeholder="Add a rule"
      limit="rule" hints=${false} onSend=${add} />`
    }</section>`;
}
