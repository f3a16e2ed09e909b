import { useEffect, useId, useRef, useState } from "preact/hooks";
import { count } from "../../shared/format.js";
import { drafts, send, setRefusal } from "../send.js";
import { pendingCommands, refusals, seq, shared } from "../state.js";
import { html } from "./html.js";
import { Unsaved } from "./unsaved.js";

const PAUSE_MS = 1200;
const UNSAVED_AFTER_MS = 4000;

/**
 * @param {string} before
 * @param {string} after
 * @param {number} caret its place in `before`
 * @returns {number} its place in `after`
 */
function movedCaret(before, after, caret) {
  let same = 0;
  while (same < caret && before[same] === after[same]) same += 1;
  return same === caret ? caret : Math.max(same, caret + after.length - before.length);
}

/**
 * A text that several people edit. Your own version stays while you type. After a pause, or when you leave,
 * it is sent together with the text that it started from, and the server merges the two. If they can't be
 * merged, both are shown and you choose.
 * @param {object} props
 * @param {string} props.box the name that its draft is kept under
 * @param {string} props.label
 * @param {string} props.theirs the text as the server has it
 * @param {string} props.command that saves it
 * @param {object} [props.data] of the command
 * @param {string} props.limit the name of one of the view's limits
 * @param {string} [props.hint]
 * @param {boolean} [props.readOnly]
 * @param {number} [props.rows]
 */
export function SharedText({ box, label, theirs, command, data = {}, limit, hint, readOnly, rows = 3 }) {
  const draft = drafts.read(box);
  const [text, setText] = useState(draft?.text ?? theirs);
  /** The text that my changes start from. */
  const was = useRef(draft?.was ?? theirs);
  /**
   * What `save` needs after the component was drawn again. `seq`: the version of the room with my last save.
   */
  const latest = useRef({ text, isSaving: false, seq: 0 });
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const id = useId();
  const refusal = refusals.value[box];
  latest.current.text = text;
  const excess = [...text].length - (shared.value.limits?.[limit] ?? Infinity);

  const save = async () => {
    const mine = latest.current.text;
    if (latest.current.isSaving || mine === was.current || refusals.value[box] || excess > 0) return;
    const before = was.current;
    latest.current.isSaving = true;
    was.current = mine;
    drafts.write(box, mine, mine);
    const answer = await send(command, { ...data, was: before, text: mine }, { box, text: mine });
    latest.current.isSaving = false;
    if (!answer.ok) return;
    latest.current.seq = answer.seq ?? 0;
    if (latest.current.text === mine) drafts.clear(box);
    else save();
  };
  const isChanged = text !== was.current;
  useEffect(() => {
    if (!isChanged) return undefined;
    const timer = setTimeout(save, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    if (refusal) setText(drafts.read(box)?.text ?? text);
  }, [refusal]);
  const isPending = pendingCommands.value.some((pending) => pending.box === box);
  // While I have no changes of my own, somebody else's change is shown at once.
  useEffect(() => {
    if (isChanged || isPending || refusal || seq.value < latest.current.seq || theirs === text) return;
    const field = area.current;
    const caret = movedCaret(text, theirs, field?.selectionStart ?? 0);
    was.current = theirs;
    drafts.clear(box);
    setText(theirs);
    if (field === document.activeElement) setTimeout(() => field?.setSelectionRange(caret, caret));
  }, [theirs, text, seq.value, refusal, isPending]);

  const write = (newText) => {
    drafts.write(box, newText, was.current);
    setText(newText);
  };
  /** After a conflict: saves the version that was chosen. */
  const choose = (version) => {
    setRefusal(box);
    was.current = theirs;
    if (version === theirs) drafts.clear(box);
    write(version);
    latest.current.text = version;
    save();
  };
  if (readOnly) {
    return html`<div class="field"><h3>${label}</h3>
      <p class=${theirs ? "prose" : "quiet"}>${theirs || "Nothing was written here."}</p></div>`;
  }
  return html`<div class="field shared-text" data-box=${box}>
    <label class="field-label" for=${id}>${label}</label>
    ${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}
    <textarea class="input" id=${id} ref=${area} rows=${rows} value=${text} dir="auto"
      aria-describedby=${`${id}-hint ${id}-words`}
      onInput=${(event) => write(event.target.value)} onBlur=${save}></textarea>
    <div id=${`${id}-words`}>
      ${excess > 0 && html`<p class="field-error">${count(excess, "character")} too many. Yours is kept here until it fits.</p>`}
      ${
        refusal &&
        html`<div class="notice notice-failure"><p role="alert">${refusal}</p>
        <p class="prose"><strong>Theirs:</strong> ${theirs}</p>
        <div class="row">
          <button type="button" class="button button-small" onClick=${() => choose(theirs)}>Keep theirs</button>
          <button type="button" class="button button-small"
            onClick=${() => choose(text)}>Put mine in its place</button></div></div>`
      }
      <${Unsaved} when=${(isChanged || isPending) && !refusal} after=${UNSAVED_AFTER_MS} />
    </div>
  </div>`;
}
