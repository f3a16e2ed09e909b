import { useEffect, useRef, useState } from "preact/hooks";
import { drafts, say } from "../send.js";
import { refusals } from "../state.js";
import { html } from "./html.js";

/**
 * A short text that is changed where it stands: it reads as text, opens on a press, is kept on Enter or on leaving
 * and back as it was on Escape.
 * @param {object} props
 * @param {string} props.box the name its draft is kept under
 * @param {string} props.value
 * @param {string} props.label
 * @param {(text: string) => void} props.onChange
 * @param {string} [props.how]
 * @param {number} [props.max]
 * @param {boolean} [props.fresh] open at once
 */
export function NameField({ box, value, label, onChange, how = "", max, fresh = false }) {
  const [text, setText] = useState(drafts.read(box)?.text);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const open = text !== undefined;
  const refusal = refusals.value[box];
  useEffect(() => {
    if (fresh && value) setText(value);
  }, [fresh, Boolean(value)]);
  useEffect(() => {
    // One that opens with a draft after a reload takes the focus from nobody.
    if (!open || drafts.read(box)) return;
    field.current?.focus();
    field.current?.select();
  }, [open]);
  useEffect(() => {
    if (refusal) setText(drafts.read(box)?.text);
  }, [refusal]);
  const write = (next) => {
    drafts.write(box, next, value);
    setText(next);
  };
  const shut = () => {
    drafts.clear(box);
    say(box);
    setText(undefined);
  };
  /** Taken away after Enter or Escape, it is left once more: then there is no draft. */
  const leave = () => {
    const typed = drafts.read(box)?.text.trim();
    shut();
    if (typed && typed !== value) onChange(typed);
  };
  const key = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      shut();
    }
    if (event.key === "Enter" && !event.isComposing) leave();
  };
  if (!open) {
    return html`<button type="button" class=${`name-field ${how}`} dir="auto" data-box=${box}
      onClick=${() => setText(value)}><span class="visually-hidden">${label}: </span>${value || "…"}</button>`;
  }
  return html`<div class="field" data-box=${box}>
    <input class=${`input name-field ${how}`} aria-label=${label} ref=${field} value=${text} maxlength=${max} dir="auto"
      onBlur=${leave} onInput=${(event) => write(event.target.value)} onKeyDown=${key} />
    ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}</div>`;
}
