import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "../../shared/ids.js";
import { drafts, send } from "../send.js";
import { draftsByBox, me, refusals, shared } from "../state.js";
import { useBox } from "../ui/box.js";
import { html } from "../ui/html.js";
import { endingKeys } from "../ui/keys.js";
import { useFieldText } from "../ui/steady-field.js";
import { TextBox } from "../ui/text-box.js";
import { wordingHint } from "../wording.js";

/** The beginning of each part of the sentence, and an example of how it can go on. */
const PARTS = [
  ["We believed", "that a nightly job is proof"],
  ["we saw", "that none could be restored"],
  ["so next time we", "count only restores that ran this week"],
];

export const LEARNING_STARTS = PARTS.map(([start]) => start);

/** @param {string} [theme] @returns {string} the box of a new learning */
export const learningBox = (theme) => `learning-new:${theme ?? ""}`;

/** Each part has a draft of its own. */
const partBox = (box, index) => `${box}:${index}`;

/** Whether a new learning was begun. @param {string} [theme] */
export const isLearningBegun = (theme) => {
  const box = learningBox(theme);
  const names = [box, ...[...PARTS.keys()].map((index) => partBox(box, index))];
  return Boolean(refusals.value[box] || names.some((name) => draftsByBox.value[name]));
};

/** Adds a learning. @param {string} text @param {string} [theme] */
export const addLearning = (text, theme) =>
  send(
    "add_learning",
    { learning: newId(), text, ...(theme && { theme }) },
    { box: learningBox(theme), text },
  );

/** @param {string[]} texts of the three parts */
export function sentenceOf(texts) {
  const parts = PARTS.map(([start], index) => `${start} ${texts[index].trim().replace(/[.;,]$/, "")}`);
  return `${parts.join("; ")}.`;
}

/** One part of the sentence. */
function Part({ start, example, text, onInput, onEnter }) {
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useFieldText(area, text);
  return html`<label class="sentence-part"><span class="serif">${start}</span>
    <textarea class="input" rows="1" ref=${area} placeholder=${`… ${example}`} dir="auto"
      onInput=${(event) => onInput(event.target.value)} onKeyDown=${endingKeys({ onEnter })}></textarea>
    </label>`;
}

/**
 * A form that makes a learning from three parts of a sentence.
 * @param {{theme?: string}} props
 */
export function LearningForm({ theme }) {
  const box = learningBox(theme);
  const texts = PARTS.map((_, index) => draftsByBox.value[partBox(box, index)]?.text ?? "");
  const hint = wordingHint(texts.join(" "), me.value.hints);
  const isComplete = texts.every((text) => text.trim());
  const submit = () => {
    if (!isComplete) return;
    for (const index of PARTS.keys()) drafts.clear(partBox(box, index));
    addLearning(sentenceOf(texts), theme);
  };
  return html`<div class="sentence">
    ${PARTS.map(
      ([start, example], index) => html`<${Part} key=${start} ...${{ start, example }} text=${texts[index]}
      onInput=${(text) => drafts.write(partBox(box, index), text)} onEnter=${submit} />`,
    )}
    ${hint && html`<p class="hint">${hint} <span class="quiet">Only you see this.</span></p>`}
    <div class="row"><button type="button" class="button" aria-disabled=${!isComplete} onClick=${submit}>
      Keep this learning</button></div>
  </div>`;
}

/**
 * The box for a new learning: in three parts, or free. A sentence that was refused is in a free box, and the
 * parts of the next one stay beside it.
 * @param {{theme?: string, focus?: boolean}} props `focus`: whether to take the focus at the start
 */
export function NewLearning({ theme, focus }) {
  const box = learningBox(theme);
  const [isFreeForm, setFreeForm] = useState(() => Boolean(drafts.read(box)));
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const name = theme && shared.value.themes?.[theme]?.name;
  useBox(box, element, {
    isNew: true,
    caption: name ? `A learning on “${name}”` : "A learning",
    draw: () => html`<${NewLearning} theme=${theme} />`,
  });
  useEffect(() => {
    if (focus) element.current?.querySelector("textarea")?.focus();
  }, []);
  return html`<div class="stack-tight stack" ref=${element}>
    ${
      (isFreeForm || refusals.value[box] || draftsByBox.value[box]) &&
      html`<${TextBox} key="free" box=${box} label="A learning" limit="learning" rows=${3} isPart
      placeholder="We believed …; we saw …; so next time we …" action="Keep this learning"
      onSend=${(text) => addLearning(text, theme)} />`
    }
    ${!isFreeForm && html`<${LearningForm} key="parts" theme=${theme} />`}
    <p><button type="button" class="link-button small quiet" onClick=${() => setFreeForm(!isFreeForm)}>
      ${isFreeForm ? "Use the three parts" : "Write it in your own form"}</button></p>
  </div>`;
}
