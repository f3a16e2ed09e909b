import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { count } from "../../shared/format.js";
import { setRefusal } from "../answers.js";
import { createTheme } from "../grouping.js";
import { drafts } from "../seat-stores.js";
import { draftsByBox, refusals, shared } from "../state.js";
import { useBox } from "../ui/box.js";
import { html } from "../ui/html.js";
import { endingKeys } from "../ui/keys.js";
import { useFieldText } from "../ui/steady-field.js";

const BOX = "new-theme";

/** Whether a name was begun, or refused. */
export const isNewThemeBegun = () => Boolean(draftsByBox.value[BOX] || refusals.value[BOX]);

/** Which of some cards go into the theme. @param {{cards: string[], kept: string[], onKeep: (kept: string[]) => void}} props */
const Choice = ({ cards, kept, onKeep }) =>
  cards.map((id) => {
    const isKept = kept.includes(id);
    const change = () => onKeep(isKept ? kept.filter((other) => other !== id) : [...kept, id]);
    return html`<label class="check small" key=${id}><input type="checkbox" checked=${isKept} onChange=${change} />
      <span dir="auto">${shared.value.cards?.[id]?.text}</span></label>`;
  });

/**
 * A field to make a theme by its name, and with the cards that were suggested for it.
 * @param {object} props
 * @param {string} [props.name] that it begins with
 * @param {string[]} [props.cards] their ids
 * @param {boolean} [props.focus] whether to take the focus at the start
 * @param {(isMade: boolean) => void} props.onClose
 */
export function NewTheme(props) {
  const { name = "", cards = [], focus, onClose } = props;
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const [kept, setKept] = useState(cards);
  const text = draftsByBox.value[BOX]?.text ?? name;
  useFieldText(field, text);
  useBox(BOX, element, {
    isNew: true,
    caption: "Name of a new theme",
    draw: () => html`<${NewTheme} ...${props} focus=${false} />`,
  });
  useLayoutEffect(() => {
    if (!focus) return;
    field.current?.focus();
    field.current?.select();
  }, []);
  const close = (isMade) => {
    drafts.clear(BOX);
    setRefusal(BOX);
    onClose(isMade);
  };
  const submit = () => {
    const wanted = text.trim();
    close(Boolean(wanted));
    if (wanted) createTheme(kept, wanted);
  };
  const refusal = refusals.value[BOX];
  return html`<div class="theme-box stack-tight stack" data-box=${BOX} ref=${element}>
    <input class="input serif" aria-label="Name of a new theme" placeholder="A theme by name" ref=${field} dir="auto"
      maxlength=${shared.value.limits?.theme} enterkeyhint="send"
      onKeyDown=${endingKeys({ onEnter: submit, onEscape: () => close(false) })}
      onInput=${(event) => drafts.write(BOX, event.target.value, name || undefined)} />
    ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}
    <${Choice} cards=${cards} kept=${kept} onKeep=${setKept} />
    <div class="row"><button type="button" class="button button-small" onClick=${submit}>
      ${cards.length ? `Make it of ${count(kept.length, "card")}` : "Add it"}</button>
      <button type="button" class="link-button small" onClick=${() => close(false)}>Cancel</button></div></div>`;
}
