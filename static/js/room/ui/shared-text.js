import { useEffect, useId, useRef } from "preact/hooks";
import { count } from "../../shared/format.js";
import { saysTheSame, withBlanksOf } from "../../shared/same-words.js";
import { hasSaved, setRefusal } from "../answers.js";
import { drafts } from "../seat-stores.js";
import { send } from "../send.js";
import { draftsByBox, pendingCommands, refusals, seq } from "../state.js";
import { useBox } from "./box.js";
import { excessOf } from "./excess.js";
import { html } from "./html.js";
import { useSavedAt } from "./saved-at.js";
import { useFieldText } from "./steady-field.js";
import { Unsaved } from "./unsaved.js";
import { useWritingSignal } from "./writing-signal.js";

const PAUSE_MS = 1200;
const UNSAVED_AFTER_MS = 4000;
const LINE_LENGTH = 50;

/**
 * A text that several people edit. Your own version stays while you type. After a pause, or when you leave,
 * it is sent together with the text that it started from, and the server merges the two. If they can't be
 * merged, both are shown and you choose. What stands in the box is yours: the server trims its copy only.
 * @param {object} props
 * @param {string} props.box the name that its draft is kept under
 * @param {string} props.label
 * @param {() => string} props.read reads the text as the server has it
 * @param {string} props.command that saves it
 * @param {object} [props.data] of the command
 * @param {string} props.limit the name of one of the view's limits
 * @param {string} [props.hint]
 * @param {string} [props.placeholder]
 * @param {string} [props.others] says who else is writing here, or ""
 * @param {(isWriting: boolean) => void} [props.onWriting] hears when the writer begins and rests
 * @param {boolean} [props.readOnly]
 * @param {number} [props.rows] of the box; without, as many as its text needs
 */
export function SharedText({ readOnly, ...props }) {
  const theirs = props.read();
  if (!readOnly) return html`<${SharedBox} ...${props} />`;
  return html`<div class="field shared-text"><h3>${props.label}</h3>
    <p class=${theirs ? "prose" : "quiet"} dir="auto">${theirs || "Nothing was written here."}</p></div>`;
}

/** About how many lines a text has, for browsers in which a box does not grow with it. @param {string} text */
const linesOf = (text) =>
  text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_LENGTH)), 0);

function SharedBox(props) {
  const { box, label, read, command, data = {}, limit, hint, rows, placeholder, others } = props;
  const theirs = read();
  const draft = draftsByBox.value[box];
  const text = draft?.text ?? theirs;
  const isChanged = Boolean(draft && !saysTheSame(draft.text, draft.was ?? ""));
  const isPending = pendingCommands.value.some((pending) => pending.box === box);
  const refusal = refusals.value[box];
  const isComposing = useRef(false);
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const id = useId();
  const excess = excessOf(text.trim(), limit);
  const savedAt = useSavedAt(theirs);
  const { noteWriting, stopWriting } = useWritingSignal(props.onWriting);
  useFieldText(area, text);
  useBox(box, element, { isNew: true, draw: () => html`<${SharedBox} ...${props} />` });

  const save = () => {
    if (!isChanged || refusal || excess > 0 || isComposing.current) return;
    // From here on the draft starts from what is sent, until that is refused.
    drafts.write(box, text, text);
    send(command, { ...data, was: draft?.was ?? "", text }, { box, text });
  };
  useEffect(() => {
    if (!isChanged) return undefined;
    const timer = setInterval(() => isPending || save(), PAUSE_MS);
    return () => clearInterval(timer);
  }, [text, isChanged, isPending, refusal]);
  // While I have no words of my own, somebody else's change is shown at once.
  useEffect(() => {
    if (!draft || isChanged || isPending || refusal || !hasSaved(box, seq.value)) return;
    const newText = withBlanksOf(text, theirs);
    if (newText === theirs) drafts.clear(box);
    else if (newText !== text || draft.was !== theirs) drafts.write(box, newText, theirs);
  });

  const setComposing = (value) => {
    isComposing.current = value;
  };
  const write = (newText) => {
    drafts.write(box, newText, draft?.was ?? theirs);
    noteWriting();
  };
  const leave = () => {
    save();
    stopWriting();
  };
  /** After a conflict: saves the version that was chosen. Its button goes; who works by keyboard goes on in the box. */
  const choose = (version) => {
    if (document.activeElement?.matches("button:focus-visible")) area.current?.focus();
    setRefusal(box);
    if (version === theirs) drafts.clear(box);
    else drafts.write(box, version, theirs);
  };
  return html`<div class="field shared-text" data-box=${box} ref=${element}>
    <div class="row"><label class="field-label" for=${id}>${label}</label>
      <span class="small quiet figures">${others || (savedAt && !isChanged && !isPending && `Saved at ${savedAt}`)}</span></div>
    ${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}
    <textarea class="input" id=${id} ref=${area} rows=${rows ?? linesOf(text)} dir="auto" placeholder=${placeholder}
      aria-describedby=${`${id}-hint ${id}-words`}
      onInput=${(event) => write(event.target.value)} onBlur=${leave}
      onCompositionStart=${() => setComposing(true)} onCompositionEnd=${() => setComposing(false)}></textarea>
    <div id=${`${id}-words`}>
      ${excess > 0 && html`<p class="field-error">${count(excess, "character")} too many. Yours is kept here until it fits.</p>`}
      ${
        refusal &&
        html`<div class="notice notice-failure"><p role="alert">${refusal}</p>
        <p class="prose"><strong>Theirs:</strong> ${theirs}</p>
        <div class="row">
          <button type="button" class="button button-small" onClick=${() => choose(theirs)}>Keep theirs</button>
          <button type="button" class="button button-small"
            onClick=${() => choose(text)}>Put mine in its place</button>
          <button type="button" class="button button-small"
            onClick=${() => choose(`${theirs}\n\n${text}`)}>Keep both</button></div></div>`
      }
      <${Unsaved} when=${(isChanged || isPending) && !refusal} after=${UNSAVED_AFTER_MS} />
    </div>
  </div>`;
}
