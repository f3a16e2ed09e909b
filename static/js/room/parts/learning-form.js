import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { newId } from "../../shared/ids.js";
import { LEARNING_STARTS, learningBox, partBoxes, sentenceOf } from "../learning-sentence.js";
import { drafts } from "../seat-stores.js";
import { send } from "../send.js";
import { draftsByBox, refusals, shared } from "../state.js";
import { useBox } from "../ui/box.js";
import { excessOf, excessWords } from "../ui/excess.js";
import { html } from "../ui/html.js";
import { endingKeys } from "../ui/keys.js";
import { useFieldText } from "../ui/steady-field.js";
import { TextBox } from "../ui/text-box.js";
import { WordingHint } from "../ui/wording-hint.js";
import { exampleOf } from "../words.js";

/** How each part of the sentence can go on. */
const EXAMPLES = /** @type {const} */ (["believed", "saw", "next_time"]);

/** Whether a new learning was begun. @param {string} [theme] */
export const isLearningBegun = (theme) => {
  const box = learningBox(theme);
  return Boolean(refusals.value[box] || [box, ...partBoxes(box)].some((name) => draftsByBox.value[name]));
};

/** Adds a learning. @param {string} text @param {string} [theme] */
export const addLearning = (text, theme) =>
  send(
    "add_learning",
    { learning: newId(), text, ...(theme && { theme }) },
    { box: learningBox(theme), text },
  );

/** One part of the sentence. */
function Part({ start, example, text, onInput, onEnter, errorId }) {
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useFieldText(area, text);
  return html`<label class="sentence-part"><span class="serif">${start}</span>
    <textarea class="input" rows="1" ref=${area} placeholder=${`… ${example}`} dir="auto"
      aria-invalid=${errorId && "true"} aria-describedby=${errorId}
      onInput=${(event) => onInput(event.target.value)} onKeyDown=${endingKeys({ onEnter })}></textarea>
    </label>`;
}

/**
 * A form that makes a learning from three parts of a sentence.
 * @param {{theme?: string, onSent?: () => void}} props
 */
function LearningForm({ theme, onSent }) {
  const box = learningBox(theme);
  const boxes = partBoxes(box);
  const texts = boxes.map((name) => draftsByBox.value[name]?.text ?? "");
  const sentence = sentenceOf(texts);
  const excess = excessOf(sentence, "learning");
  const errorId = useId();
  const isReady = excess <= 0 && texts.every((text) => text.trim());
  /** What was kept stands above, on a phone out of sight. */
  const [isKept, setKept] = useState(false);
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const submit = () => {
    if (!isReady) return;
    for (const name of boxes) drafts.clear(name);
    setKept(false);
    addLearning(sentence, theme).then(({ ok }) => setKept(ok));
    element.current?.querySelector("textarea")?.focus();
  };
  /** Whoever sends it with Enter may go on to the next one; whoever presses the button is done. */
  const submitAndClose = () => {
    submit();
    if (isReady) onSent?.();
  };
  return html`<div class="sentence" ref=${element}>
    <span class="sentence-kept small quiet" role="status">${isKept && !refusals.value[box] && "Kept, it stands above."}</span>
    ${boxes.map(
      (
        name,
        index,
      ) => html`<${Part} key=${name} start=${LEARNING_STARTS[index]} example=${exampleOf(EXAMPLES[index])}
      text=${texts[index]} errorId=${excess > 0 ? errorId : undefined} onEnter=${submit} onInput=${(text) => {
        setKept(false);
        drafts.write(name, text);
      }} />`,
    )}
    ${excess > 0 && html`<p class="field-error" id=${errorId}>${excessWords(excess, "learning")}</p>`}
    <${WordingHint} lines=${texts} />
    <div class="row"><button type="button" class="button" aria-disabled=${!isReady} onClick=${submitAndClose}>
      Keep this learning</button></div>
  </div>`;
}

/**
 * The box for a new learning: in three parts, or free. A sentence that was refused is in a free box, and the
 * parts of the next one stay beside it.
 * @param {{theme?: string, focus?: boolean, onSent?: () => void}} props `focus`: whether to take the focus at
 *   the start
 */
export function NewLearning({ theme, focus, onSent }) {
  const box = learningBox(theme);
  const [isFreeForm, setFreeForm] = useState(() => Boolean(drafts.read(box)));
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const name = theme && shared.value.themes?.[theme]?.name;
  useBox(box, element, {
    isNew: true,
    caption: name ? `A learning on “${name}”` : "A learning",
    draw: () => html`<${NewLearning} theme=${theme} />`,
  });
  useLayoutEffect(() => {
    if (focus) element.current?.querySelector("textarea")?.focus();
  }, []);
  return html`<div class="stack-tight stack" ref=${element}>
    ${
      (isFreeForm || refusals.value[box] || draftsByBox.value[box]) &&
      html`<${TextBox} key="free" box=${box} label="A learning" limit="learning" rows=${3} isPart
      placeholder="We believed …; we saw …; so next time we …" action="Keep this learning"
      onSend=${(text) => addLearning(text, theme)} />`
    }
    ${!isFreeForm && html`<${LearningForm} key="parts" theme=${theme} onSent=${onSent} />`}
    <p><button type="button" class="link-button small quiet" onClick=${() => setFreeForm(!isFreeForm)}>
      ${isFreeForm ? "Use the three parts" : "Write it in your own form"}</button></p>
  </div>`;
}
