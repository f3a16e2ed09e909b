import { useState } from "preact/hooks";
import { compact, inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, isPending, pendingCommands, shared } from "../state.js";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";
import { Menu } from "../ui/menu.js";
import { afterPointerUp } from "../ui/pointer.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";
import { isLearningBegun, NewLearning } from "./learning-form.js";

/** @param {{id: string, text: string}} props */
function Learning({ id, text }) {
  const box = `learning:${id}`;
  const { isEditing, openedHere, element, edit, close } = useEditing(box);
  if (isEditing) {
    const save = (newText, was) => {
      close();
      send("edit_learning", { learning: id, was, text: newText }, { box, text: newText });
    };
    return html`<li><${TextBox} box=${box} label="The learning" value=${text} limit="learning" action="Save"
      focus=${openedHere} rows=${3} onSend=${save} onCancel=${close} /></li>`;
  }
  const remove = () => send("delete_learning", { learning: id });
  const items = compact([
    can("edit_learning") && { label: "Edit", onSelect: edit },
    can("delete_learning") && { label: "Delete", confirm: "Delete it for everybody? Yes.", onSelect: remove },
  ]);
  return html`<li class="quote learning" ref=${element}><p dir="auto"><${Linked} text=${text} /></p>
    <${Menu} label="⋯" name="What you can do with this learning" items=${items} />
    <${Unsaved} when=${isPending(id)} /></li>`;
}

/**
 * The learnings of one theme, of none, or all; and the form for a new one.
 * @param {{theme?: string, all?: boolean}} props
 */
export function Learnings({ theme, all }) {
  /** Once there is a learning, the box for the next one is opened on demand, and closed by leaving it. */
  const [opened, setOpened] = useState(/** @type {"" | "by-button" | "by-focus"} */ (""));
  const isShown = (item) => all || item.theme === theme;
  const learnings = inOrder(shared.value.learnings).filter(isShown);
  const unsaved = pendingCommands.value.filter(
    ({ name, data }) =>
      name === "add_learning" &&
      isShown(/** @type {any} */ (data)) &&
      !shared.value.learnings?.[data.learning],
  );
  const hasNone = learnings.length + unsaved.length === 0;
  const isOpen = opened || hasNone || isLearningBegun(theme);
  const onFocusOut = ({ currentTarget }) =>
    afterPointerUp(() => currentTarget.contains(document.activeElement) || setOpened(""));
  return html`<section class="learnings stack">
    <ul class="stack" role="list">
      ${learnings.map((item) => html`<${Learning} key=${item.id} ...${item} />`)}
      ${unsaved.map(
        ({ data }) => html`<li key=${data.learning} class="quote learning"><p>${data.text}</p>
        <${Unsaved} when=${true} /></li>`,
      )}
    </ul>
    ${
      can("add_learning") &&
      isOpen &&
      html`<div onFocusIn=${() => setOpened(opened || "by-focus")} onFocusOut=${onFocusOut}>
      <${NewLearning} theme=${theme} focus=${opened === "by-button"} /></div>`
    }
    ${
      can("add_learning") &&
      !isOpen &&
      html`<div><button type="button" class="button button-small"
      onClick=${() => setOpened("by-button")}>Add another learning</button></div>`
    }
  </section>`;
}
