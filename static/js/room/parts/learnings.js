import { useRef, useState } from "preact/hooks";
import { compact, inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, isPending, pendingCommands, shared } from "../state.js";
import { useEditing } from "../ui/editing.js";
import { useFocusAfter } from "../ui/focus-after.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";
import { Menu } from "../ui/menu.js";
import { afterPointerUp } from "../ui/pointer.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";
import { isLearningBegun, NewLearning } from "./learning-form.js";
import { Reactions } from "./reactions.js";

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
    ${shared.value.learnings?.[id] && html`<${Reactions} to=${id} text=${text} />`}
    <${Unsaved} when=${isPending(id)} /></li>`;
}

/** @typedef {{theme?: string, all?: boolean}} Which the learnings of one theme, of none, or all */

/** @param {Which} which @returns {(item: {theme?: string}) => boolean} */
const isOf =
  ({ theme, all }) =>
  (item) =>
    all || item.theme === theme;

/** Learnings that the server does not have yet. @param {Which} which */
const unsavedLearnings = (which) =>
  pendingCommands.value.filter(
    ({ name, data }) =>
      name === "add_learning" && isOf(which)(data) && !shared.value.learnings?.[data.learning],
  );

/** @param {Which} which */
const learningsOf = (which) => inOrder(shared.value.learnings).filter(isOf(which));

/** @param {Which} which */
export function LearningList(which) {
  return html`<ul class="learnings stack" role="list">
    ${learningsOf(which).map((item) => html`<${Learning} key=${item.id} ...${item} />`)}
    ${unsavedLearnings(which).map(
      ({ data }) => html`<li key=${data.learning} class="quote learning"><p dir="auto">${data.text}</p>
      <${Unsaved} when=${true} /></li>`,
    )}</ul>`;
}

/**
 * One line that opens the form of a new learning. Leaving the form empty closes it.
 * @param {Which} which
 */
export function LearningBox(which) {
  const { theme } = which;
  const [opened, setOpened] = useState(/** @type {"" | "by-button" | "by-focus"} */ (""));
  const line = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const focusAfter = useFocusAfter();
  if (!can("add_learning")) return null;
  const hasSome = learningsOf(which).length + unsavedLearnings(which).length > 0;
  const onFocusOut = ({ currentTarget }) =>
    afterPointerUp(() => currentTarget.contains(document.activeElement) || setOpened(""));
  const onSent = () => {
    setOpened("");
    focusAfter(line);
  };
  if (!opened && !isLearningBegun(theme)) {
    return html`<button type="button" class="button line-button" ref=${line} onClick=${() => setOpened("by-button")}>
      ${hasSome ? "Write another one" : "Write what this teaches us"}</button>`;
  }
  return html`<div onFocusIn=${() => setOpened(opened || "by-focus")} onFocusOut=${onFocusOut}>
    <${NewLearning} theme=${theme} focus=${opened === "by-button"} onSent=${onSent} /></div>`;
}
