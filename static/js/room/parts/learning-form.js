import { useState } from "preact/hooks";
import { newId } from "../../shared/ids.js";
import { drafts, send } from "../send.js";
import { me } from "../state.js";
import { html } from "../ui/html.js";
import { endingKeys } from "../ui/keys.js";
import { wordingHint } from "../wording.js";

/** The beginning of each part of the sentence, and an example of how it can go on. */
const PARTS = [
  ["We believed", "that a nightly job is proof"],
  ["we saw", "that none could be restored"],
  ["so next time we", "count only restores that ran this week"],
];

/** @param {string} [theme] @returns {string} the box of a new learning */
export const learningBox = (theme) => `learning-new:${theme ?? ""}`;

/** Each part has a draft of its own. */
const partBox = (box, index) => `${box}:${index}`;

/** @param {string} box @returns {boolean} whether a part was begun */
export const isLearningBegun = (box) => [...PARTS.keys()].some((index) => drafts.read(partBox(box, index)));

/** Adds a learning. @param {string} text @param {string} [theme] */
export const addLearning = (text, theme) =>
  send(
    "add_learning",
    { learning: newId(), text, ...(theme && { theme }) },
    { box: learningBox(theme), text },
  );

/** @param {string[]} texts of the three parts */
function sentenceOf(texts) {
  const parts = PARTS.map(([start], index) => `${start} ${texts[index].trim().replace(/[.;,]$/, "")}`);
  return `${parts.join("; ")}.`;
}

/**
 * A form that makes a learning from three parts of a sentence.
 * @param {{theme?: string}} props
 */
export function LearningForm({ theme }) {
  const box = learningBox(theme);
  const [texts, setTexts] = useState(() =>
    PARTS.map((_, index) => drafts.read(partBox(box, index))?.text ?? ""),
  );
  const hint = wordingHint(texts.join(" "), me.value.hints);
  const isComplete = texts.every((text) => text.trim());
  const write = (index, newText) => {
    drafts.write(partBox(box, index), newText);
    setTexts(texts.map((text, place) => (place === index ? newText : text)));
  };
  const submit = () => {
    if (!isComplete) return;
    for (const index of PARTS.keys()) drafts.clear(partBox(box, index));
    setTexts(PARTS.map(() => ""));
    addLearning(sentenceOf(texts), theme);
  };
  const onKeyDown = endingKeys({ onEnter: submit });
  return html`<div class="sentence">
    ${PARTS.map(
      ([start, example], index) => html`<label class="sentence-part"><span class="serif">${start}</span>
      <textarea class="input" rows="1" value=${texts[index]} placeholder=${`… ${example}`} dir="auto"
        onInput=${(event) => write(index, event.target.value)} onKeyDown=${onKeyDown}></textarea>
      </label>`,
    )}
    ${hint && html`<p class="hint">${hint} <span class="quiet">Only you see this.</span></p>`}
    <div class="row"><button type="button" class="button" aria-disabled=${!isComplete}
      onClick=${submit}>Keep this learning</button></div>
  </div>`;
}
