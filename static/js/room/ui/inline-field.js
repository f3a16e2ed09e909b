import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { setRefusal } from "../answers.js";
import { drafts } from "../seat-stores.js";
import { draftsByBox, refusals } from "../state.js";
import { useBox } from "./box.js";
import { html } from "./html.js";
import { endingKeys } from "./keys.js";
import { afterPointerUp } from "./pointer.js";
import { useFieldText } from "./steady-field.js";

/**
 * A short text that is edited in its place. A press opens it. Enter, or leaving it, saves; Escape cancels.
 * @param {object} props
 * @param {string} props.box the name that its draft is kept under
 * @param {string} props.value
 * @param {string} props.label
 * @param {(text: string) => void} props.onChange
 * @param {string} [props.className]
 * @param {number} [props.maxLength]
 * @param {boolean} [props.openAtOnce]
 */
export function InlineField(props) {
  const { box, value, label, onChange, className = "", maxLength, openAtOnce = false } = props;
  /** What the field began with; undefined while it is closed. */
  const [start, setStart] = useState(/** @type {string | undefined} */ (undefined));
  const text = draftsByBox.value[box]?.text ?? start;
  const isOpen = text !== undefined;
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const refusal = refusals.value[box];
  /** Whether a key closed it: then the focus stays on it. */
  const byKey = useRef(false);
  useEffect(() => {
    if (openAtOnce && value) setStart(value);
  }, [openAtOnce, Boolean(value)]);
  useFieldText(field, text ?? "");
  useLayoutEffect(() => {
    if (!isOpen && byKey.current) element.current?.focus();
    byKey.current = false;
    // A field that opens by itself, with a draft after a reload, must not take the focus.
    if (!isOpen || drafts.read(box)) return;
    field.current?.focus();
    field.current?.select();
  }, [isOpen]);
  useBox(isOpen ? box : "", element, { caption: label, draw: () => html`<${InlineField} ...${props} />` });

  const close = () => {
    drafts.clear(box);
    setRefusal(box);
    setStart(undefined);
  };
  const write = (newText) => {
    drafts.write(box, newText, start ?? value);
    if (refusal) setRefusal(box);
  };
  const save = () => {
    const typed = drafts.read(box)?.text.trim();
    close();
    if (typed && typed !== value) onChange(typed);
  };
  /** It also loses the focus when it goes away, or is moved: then nobody has left it. */
  const saveIfLeft = () =>
    afterPointerUp(() => field.current && field.current !== document.activeElement && save());
  const withKey = (/** @type {() => void} */ action) => () => {
    byKey.current = true;
    action();
  };
  const onKeyDown = endingKeys({ onEnter: withKey(save), onEscape: withKey(close) });
  if (!isOpen) {
    return html`<button type="button" class=${`name-field ${className}`} dir="auto" data-box=${box} ref=${element}
      onClick=${() => setStart(value)}><span class="visually-hidden">${label}: </span>${value || "…"}</button>`;
  }
  return html`<div class="field" data-box=${box} ref=${element}>
    <input class=${`input name-field ${className}`} aria-label=${label} ref=${field} maxlength=${maxLength} dir="auto"
      onBlur=${saveIfLeft} onInput=${(event) => write(event.target.value)}
      onKeyDown=${onKeyDown} />
    ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}</div>`;
}
