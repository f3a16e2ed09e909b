import { useEffect, useId, useRef, useState } from "preact/hooks";
import { drafts, say } from "../send.js";
import { me, refusals, shared } from "../state.js";
import { wordingHint } from "../wording.js";
import { html } from "./html.js";
import { afterPress } from "./pointer.js";

/**
 * A box to write in. Each keystroke is kept; Enter sends, Shift+Enter makes a line; refused words come back with
 * the reason.
 * @param {object} props
 * @param {string} props.box the name its draft is kept under
 * @param {string} props.label
 * @param {(text: string, was: string) => void} props.onSend `was`: what an edit started from
 * @param {string} [props.limit] the name of a limit of the view
 * @param {string} [props.value] what an edit starts from
 * @param {string} [props.action]
 * @param {() => void} [props.onCancel]
 * @param {string} [props.placeholder]
 * @param {number} [props.rows]
 * @param {boolean} [props.hideLabel]
 * @param {boolean} [props.hints]
 * @param {boolean} [props.focus]
 */
export function Writing(props) {
  const { box, label, onSend, limit, value = "", action = "Add", onCancel } = props;
  const { placeholder, rows = 2, hideLabel = true, hints = true, focus } = props;
  const kept = drafts.read(box);
  const [text, setText] = useState(kept?.text ?? value);
  const [inside, setInside] = useState(false);
  const was = useRef(kept?.was ?? value);
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const id = useId();
  const refusal = refusals.value[box];
  const most = (limit && shared.value.limits?.[limit]) || Infinity;
  const over = [...text].length - most;
  const hint = hints ? wordingHint(text, me.value.hints) : undefined;
  useEffect(() => {
    if (refusal) setText(drafts.read(box)?.text ?? "");
  }, [refusal]);
  useEffect(() => {
    if (focus) area.current?.focus();
  }, []);

  const write = (next) => {
    drafts.write(box, next, onCancel && was.current);
    setText(next);
  };
  const done = (left) => {
    drafts.clear(box);
    say(box);
    setText(left);
  };
  const sendIt = () => {
    if (!text.trim() || over > 0) return;
    done(onCancel ? text : "");
    onSend(text.trim(), was.current);
    area.current?.focus();
  };
  const cancel = () => {
    done(value);
    onCancel?.();
  };
  const key = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      sendIt();
    } else if (event.key === "Escape" && onCancel) {
      cancel();
    }
  };
  const leave = ({ currentTarget: whole }) =>
    afterPress(() => setInside(whole.contains(document.activeElement)));
  const stay = (event) => event.preventDefault();
  const open = Boolean(inside || text || onCancel);
  return html`<div data-box=${box} class=${`writing ${open ? "is-open" : ""}`}
    onFocusIn=${() => setInside(true)} onFocusOut=${leave}>
    <label class=${hideLabel ? "visually-hidden" : "field-label"} for=${id}>${label}</label>
    <textarea class="input" id=${id} ref=${area} rows=${open ? rows : 1} value=${text} placeholder=${placeholder}
      enterkeyhint="send" aria-describedby=${`${id}-words`} aria-invalid=${refusal || over > 0 ? "true" : undefined}
      onInput=${(event) => write(event.target.value)} onKeyDown=${key} dir="auto"></textarea>
    <div id=${`${id}-words`} class="writing-words">
      ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}
      ${
        over > 0 &&
        html`<p class="field-error">
        ${over} ${over === 1 ? "character" : "characters"} too many. ${most} fit.</p>`
      }
      ${hint && html`<p class="hint">${hint} <span class="quiet">Only you see this.</span></p>`}
    </div>
    ${
      open &&
      html`<div class="row writing-foot">
      <button type="button" class="button button-small" onMouseDown=${stay} onClick=${sendIt}>${action}</button>
      ${
        onCancel &&
        html`<button type="button" class="button button-small button-quiet"
        onClick=${cancel}>Leave it</button>`
      }
    </div>`
    }
  </div>`;
}
