import { useEffect, useId, useRef, useState } from "preact/hooks";
import { drafts, say, send } from "../send.js";
import { refusals, seq, shared, waiting } from "../state.js";
import { html } from "./html.js";
import { Unsaved } from "./unsaved.js";

const PAUSE_MS = 1200;

/** Where the caret goes when the text around it changes. */
function moved(before, after, caret) {
  let same = 0;
  while (same < caret && before[same] === after[same]) same += 1;
  return same === caret ? caret : Math.max(same, caret + after.length - before.length);
}

/**
 * A text that several people edit. Yours stays while you type; it is sent on a pause or on leaving, with the text it
 * started from, and the server merges. What can't be merged is shown side by side.
 * @param {{box: string, label: string, theirs: string, command: string, data?: object, limit: string, hint?: string,
 *   readOnly?: boolean, rows?: number}} props
 */
export function SharedText({ box, label, theirs, command, data = {}, limit, hint, readOnly, rows = 3 }) {
  const kept = drafts.read(box);
  const [text, setText] = useState(kept?.text ?? theirs);
  const was = useRef(kept?.was ?? theirs);
  const known = useRef({ text, sending: false, seq: 0 });
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const id = useId();
  const refusal = refusals.value[box];
  known.current.text = text;
  const over = [...text].length - (shared.value.limits?.[limit] ?? Infinity);

  const save = async () => {
    const mine = known.current.text;
    if (known.current.sending || mine === was.current || refusals.value[box] || over > 0) return;
    const before = was.current;
    known.current.sending = true;
    was.current = mine;
    drafts.write(box, mine, mine);
    const answer = await send(command, { ...data, was: before, text: mine }, { box, text: mine });
    known.current.sending = false;
    if (!answer.ok) return;
    known.current.seq = answer.seq ?? 0;
    if (known.current.text === mine) drafts.clear(box);
    else save();
  };
  const dirty = text !== was.current;
  useEffect(() => {
    if (!dirty) return undefined;
    const pause = setTimeout(save, PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text]);
  useEffect(() => {
    if (refusal) setText(drafts.read(box)?.text ?? text);
  }, [refusal]);
  const onItsWay = waiting.value.some((command) => command.box === box);
  useEffect(() => {
    if (dirty || onItsWay || refusal || seq.value < known.current.seq || theirs === text) return;
    const field = area.current;
    const caret = moved(text, theirs, field?.selectionStart ?? 0);
    was.current = theirs;
    drafts.clear(box);
    setText(theirs);
    if (field === document.activeElement) setTimeout(() => field?.setSelectionRange(caret, caret));
  }, [theirs, text, seq.value, refusal, onItsWay]);

  const write = (next) => {
    drafts.write(box, next, was.current);
    setText(next);
  };
  const settle = (next) => {
    say(box);
    was.current = theirs;
    if (next === theirs) drafts.clear(box);
    write(next);
    known.current.text = next;
    save();
  };
  if (readOnly)
    return html`<div class="field"><h3>${label}</h3>
    <p class=${theirs ? "prose" : "quiet"}>${theirs || "Nothing was written here."}</p></div>`;
  return html`<div class="field shared-text" data-box=${box}>
    <label class="field-label" for=${id}>${label}</label>
    ${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}
    <textarea class="input" id=${id} ref=${area} rows=${rows} value=${text} dir="auto"
      aria-describedby=${`${id}-hint ${id}-words`}
      onInput=${(event) => write(event.target.value)} onBlur=${save}></textarea>
    <div id=${`${id}-words`}>
      ${over > 0 && html`<p class="field-error">${over} characters too many. Yours is kept here until it fits.</p>`}
      ${
        refusal &&
        html`<div class="notice notice-failure"><p role="alert">${refusal}</p>
        <p class="prose"><strong>Theirs:</strong> ${theirs}</p>
        <div class="row">
          <button type="button" class="button button-small" onClick=${() => settle(theirs)}>Keep theirs</button>
          <button type="button" class="button button-small"
            onClick=${() => settle(text)}>Put mine in its place</button></div></div>`
      }
      <${Unsaved} when=${(dirty || onItsWay) && !refusal} after=${4000} />
    </div>
  </div>`;
}
