import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";

/**
 * A name that is changed where it stands: kept on Enter or on leaving, back as it was on Escape.
 * @param {{value: string, label: string, onChange: (text: string) => void, how?: string, max?: number, fresh?: boolean}} props
 */
export function NameField({ value, label, onChange, how = "", max, fresh }) {
  const [text, setText] = useState(value);
  const [inside, setInside] = useState(false);
  useEffect(() => { if (!inside) setText(value); }, [value, inside]);
  const leave = () => {
    setInside(false);
    if (text.trim() && text.trim() !== value) onChange(text.trim());
  };
  const key = (/** @type {any} */ event) => {
    if (event.key === "Escape") setText(value);
    if (event.key === "Enter" || event.key === "Escape") setTimeout(() => event.target.blur());
  };
  return html`<input class=${`input name-field ${how}`} aria-label=${label} value=${text} maxlength=${max}
    ref=${(/** @type {HTMLInputElement | null} */ field) => fresh && !inside && field?.select()}
    onFocus=${() => setInside(true)} onBlur=${leave} onInput=${(/** @type {any} */ event) => setText(event.target.value)} onKeyDown=${key} />`;
}
