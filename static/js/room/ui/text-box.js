import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { setRefusal } from "../answers.js";
import { drafts } from "../seat-stores.js";
import { draftsByBox, refusals } from "../state.js";
import { useBox } from "./box.js";
import { excessOf, excessWords } from "./excess.js";
import { html } from "./html.js";
import { endingKeys } from "./keys.js";
import { usePastedList } from "./pasted-list.js";
import { afterPointerUp } from "./pointer.js";
import { useFieldText } from "./steady-field.js";
import { WordingHint } from "./wording-hint.js";

/**
 * A box to write in. Each keystroke is kept. Enter sends, Shift+Enter makes a new line. A refused text comes
 * back with the reason.
 * @param {object} props
 * @param {string} props.box the name that its draft is kept under
 * @param {string} props.label
 * @param {(text: string, was: string) => void} props.onSend `was`: the text that an edit started from
 * @param {(texts: string[]) => void} [props.onSendEach] given where a pasted list may be one thing for each line
 * @param {string} [props.limit] the name of one of the view's limits
 * @param {string} [props.value] the text that an edit starts from
 * @param {string} [props.action] the label of the button
 * @param {() => void} [props.onCancel] given for an edit: then there is a button to cancel it
 * @param {string} [props.placeholder]
 * @param {number} [props.rows]
 * @param {boolean} [props.hideLabel]
 * @param {boolean} [props.hints] whether to give hints on wording
 * @param {boolean} [props.focus] whether to take the focus at the start
 * @param {boolean} [props.isPart] whether it is in a larger box that follows the writer as a whole
 */
export function TextBox(props) {
  const { box, label, onSend, limit, value = "", action = "Add", onCancel } = props;
  const { placeholder, rows = 2, hideLabel = true, hints = true, focus, isPart, onSendEach } = props;
  /** An edit starts from this, whatever others make of it meanwhile. */
  const [start] = useState(value);
  const draft = draftsByBox.value[box];
  const text = draft?.text ?? start;
  const was = draft?.was ?? start;
  const [hasFocus, setHasFocus] = useState(false);
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const id = useId();
  const refusal = refusals.value[box];
  const excess = excessOf(text, limit);
  useFieldText(area, text);
  useBox(isPart ? "" : box, element, {
    isNew: !onCancel,
    draw: () => html`<${TextBox} ...${props} hideLabel=${false} focus=${false} />`,
  });
  useLayoutEffect(() => {
    if (focus) area.current?.focus();
  }, []);

  const write = (newText) => {
    drafts.write(box, newText, onCancel && was);
    // It was about what stood there before.
    if (refusal) setRefusal(box);
  };
  const endDraft = () => {
    drafts.clear(box);
    setRefusal(box);
    pasted.close();
  };
  const sendEach = (/** @type {string[]} */ lines) => {
    const fits = (/** @type {string} */ line) => excessOf(line, limit) <= 0;
    endDraft();
    drafts.write(box, lines.filter((line) => !fits(line)).join("\n"));
    onSendEach?.(lines.filter(fits));
    area.current?.focus();
  };
  const pasted = usePastedList(text, sendEach);
  const submit = () => {
    if (!text.trim() || excess > 0) return;
    endDraft();
    onSend(text.trim(), was);
    area.current?.focus();
    // What was sent stands above the box now. Safari does not keep the box in its place.
    requestAnimationFrame(() => area.current?.scrollIntoView({ block: "nearest" }));
  };
  const cancel = () => {
    endDraft();
    onCancel?.();
  };
  const onKeyDown = endingKeys({
    onEnter: pasted.isList ? pasted.focus : submit,
    onEscape: pasted.isList ? pasted.close : onCancel && cancel,
  });
  const onFocusOut = ({ currentTarget }) =>
    afterPointerUp(() => setHasFocus(currentTarget.contains(document.activeElement)));
  const keepAreaFocused = (event) => event.preventDefault();
  const isOpen = Boolean(hasFocus || text || onCancel);
  return html`<div data-box=${box} ref=${element} class=${`writing ${isOpen ? "is-open" : ""}`} data-limit=${limit}
    onFocusIn=${() => setHasFocus(true)} onFocusOut=${onFocusOut}>
    <label class=${hideLabel ? "visually-hidden" : "field-label"} for=${id}>${label}</label>
    <textarea class="input" id=${id} ref=${area} rows=${isOpen ? rows : 1} placeholder=${placeholder}
      enterkeyhint="send" aria-describedby=${`${id}-words`} aria-invalid=${refusal || excess > 0 ? "true" : undefined}
      onInput=${(event) => write(event.target.value)} onPaste=${onSendEach && pasted.onPaste} onKeyDown=${onKeyDown} dir="auto"></textarea>
    <div id=${`${id}-words`} class="writing-words">
      ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}
      ${excess > 0 && html`<p class="field-error">${excessWords(excess, limit)}</p>`}
      ${hints && html`<${WordingHint} lines=${[text]} />`}
    </div>
    ${
      isOpen &&
      html`<div class="row writing-foot">
      ${pasted.question}
      <button type="button" class="button button-small" onMouseDown=${keepAreaFocused}
        onClick=${submit}>${pasted.isList ? pasted.oneCard : action}</button>
      ${
        onCancel &&
        html`<button type="button" class="button button-small button-quiet"
        onClick=${cancel}>Leave it</button>`
      }
    </div>`
    }
  </div>`;
}
