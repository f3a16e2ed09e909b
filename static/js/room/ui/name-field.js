import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";

/**
 * A short text that is changed where it stands: it reads as text, opens on a press, is kept on Enter or on leaving and back as it was
 * on Escape.
 * @param {{value: string, label: string, onChange: (text: string) => void, how?: string, max?: number, fresh?: boolean}} props
 *   `fresh`: open at once
 */
export function NameField({ value, label, onChange, how = "", max, fresh = false }) {
  const [text, setText] = useState(/** @type {string | undefined} */ (undefined));
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const open = text !== undefined;
  useEffect(() => { if (fresh && value) setText(value); }, [fresh, Boolean(value)]);
  useEffect(() => { if (open) field.current?.select(); }, [open]);
  const leave = () => {
    setText(undefined);
    if (text?.trim() && text.trim() !== value) onChange(text.trim());
  };
  const key = (event) => {
    if (event.key === "Escape") setText(undefined);
    if (event.key === "Escape") event.stopPropagation();
    if (event.key === "Enter" && !event.isComposing) leave();
  };
  if (!open) {
    return html`<button type="button" class=${`name-field ${how}`} dir="auto" onClick=${() => setText(value)}>
      <span class="visually-hidden">${label}: </span>${value || "…"}</button>`;
  }
  return html`<input class=${`input name-field ${how}`} aria-label=${label} ref=${field} value=${text} maxlength=${max} dir="auto"
    onBlur=${leave} onInput=${(event) => setText(event.target.value)} onKeyDown=${key} />`;
}
