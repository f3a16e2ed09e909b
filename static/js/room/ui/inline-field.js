import { useEffect, useRef, useState } from "preact/hooks";
import { drafts, setRefusal } from "../send.js";
import { refusals } from "../state.js";
import { html } from "./html.js";
import { endingKeys } from "./keys.js";

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
export function InlineField({ box, value, label, onChange, className = "", maxLength, openAtOnce = false }) {
  /** Undefined while the field is closed. */
  const [text, setText] = useState(drafts.read(box)?.text);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const isOpen = text !== undefined;
  const refusal = refusals.value[box];
  useEffect(() => {
    if (openAtOnce && value) setText(value);
  }, [openAtOnce, Boolean(value)]);
  useEffect(() => {
    // A field that opens by itself, with a draft after a reload, must not take the focus.
    if (!isOpen || drafts.read(box)) return;
    field.current?.focus();
    field.current?.select();
  }, [isOpen]);
  useEffect(() => {
    if (refusal) setText(drafts.read(box)?.text);
  }, [refusal]);

  const write = (newText) => {
    drafts.write(box, newText, value);
    setText(newText);
  };
  const close = () => {
    drafts.clear(box);
    setRefusal(box);
    setText(undefined);
  };
  /**
   * It loses the focus once more when Enter or Escape has closed it: then there is no draft, and nothing is
   * saved.
   */
  const save = () => {
    const typed = drafts.read(box)?.text.trim();
    close();
    if (typed && typed !== value) onChange(typed);
  };
  const onKeyDown = endingKeys({ onEnter: save, onEscape: close });
  if (!isOpen) {
    return html`<button type="button" class=${`name-field ${className}`} dir="auto" data-box=${box}
      onClick=${() => setText(value)}><span class="visually-hidden">${label}: </span>${value || "…"}</button>`;
  }
  return html`<div class="field" data-box=${box}>
    <input class=${`input name-field ${className}`} aria-label=${label} ref=${field} value=${text}
      maxlength=${maxLength} dir="auto"
      onBlur=${save} onInput=${(event) => write(event.target.value)} onKeyDown=${onKeyDown} />
    ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}</div>`;
}
