import { useEffect, useRef } from "preact/hooks";
import { createTheme } from "../grouping.js";
import { drafts, setRefusal } from "../send.js";
import { draftsByBox, refusals, shared } from "../state.js";
import { useBox } from "../ui/box.js";
import { html } from "../ui/html.js";
import { endingKeys } from "../ui/keys.js";
import { useFieldText } from "../ui/steady-field.js";

const BOX = "new-theme";

/** Whether a name was begun, or refused. */
export const isNewThemeBegun = () => Boolean(draftsByBox.value[BOX] || refusals.value[BOX]);

/**
 * A field to make a theme by its name.
 * @param {{focus?: boolean, onClose: () => void}} props `focus`: whether to take the focus at the start
 */
export function NewTheme({ focus, onClose }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const name = draftsByBox.value[BOX]?.text ?? "";
  useFieldText(field, name);
  useBox(BOX, element, {
    isNew: true,
    caption: "Name of a new theme",
    draw: () => html`<${NewTheme} onClose=${onClose} />`,
  });
  useEffect(() => {
    if (focus) field.current?.focus();
  }, []);
  const close = () => {
    drafts.clear(BOX);
    setRefusal(BOX);
    onClose();
  };
  const submit = () => {
    const text = name.trim();
    close();
    if (text) createTheme([], text);
  };
  const refusal = refusals.value[BOX];
  return html`<div class="theme-box stack-tight stack" data-box=${BOX} ref=${element}><div class="row">
    <input class="input serif" aria-label="Name of a new theme" placeholder="A theme by name" ref=${field} dir="auto"
      maxlength=${shared.value.limits?.theme} enterkeyhint="send"
      onKeyDown=${endingKeys({ onEnter: submit, onEscape: close })}
      onInput=${(event) => drafts.write(BOX, event.target.value)} />
    <button type="button" class="button button-small" onClick=${submit}>Add it</button></div>
    ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}</div>`;
}
