/**
 * Words that were begun where the room is not any more: a learning on another theme, a card while everybody is at
 * something else. Their boxes are out of sight, and their drafts stay.
 */

import { begunSentences, learningBox } from "./learning-sentence.js";
import { inOrder } from "./lists.js";
import { addCard } from "./parts/card.js";
import { addLearning } from "./parts/learning-form.js";
import { can, draftsByBox, lostBoxes, shared, stage } from "./state.js";

/**
 * @typedef {object} Begun
 * @property {string} box
 * @property {string[]} boxes whose drafts the text is made of: these are forgotten with it
 * @property {string} caption what it is, and on what
 * @property {string} text
 * @property {string} [theme] of a learning
 * @property {((text: string) => void) | false} send false while a part of it is missing
 */

const LEARNING = /^learning-new:([^:]+)/;
/** In these stages the boxes of the columns are on the page. */
const CARD_STAGES = ["reflect", "group"];

const textOf = (/** @type {string} */ name) => draftsByBox.value[name]?.text.trim() ?? "";

/** @param {string} theme its id @returns {Begun[]} */
function learningsOn(theme) {
  const box = learningBox(theme);
  const caption = `A learning on “${shared.value.themes?.[theme]?.name ?? "a theme that is gone"}”`;
  return begunSentences(box, textOf).map(({ boxes, text, isWhole }) => ({
    ...{ box, boxes, theme, caption, text },
    send: isWhole && ((said) => addLearning(said, theme)),
  }));
}

/** @returns {Begun[]} what was begun and has no box on the page */
export function begunElsewhere() {
  const { discuss, columns } = shared.value;
  const themes = Object.keys(draftsByBox.value).map((name) => name.match(LEARNING)?.[1]);
  const learnings = [...new Set(themes)].flatMap((theme) =>
    theme && theme !== discuss?.theme ? learningsOn(theme) : [],
  );
  const cards = inOrder(CARD_STAGES.includes(stage.value?.kind ?? "") ? {} : columns).map(
    ({ id, title }) => ({
      ...{ box: `add:${id}`, boxes: [`add:${id}`], caption: `A card: ${title}`, text: textOf(`add:${id}`) },
      send: (/** @type {string} */ said) => addCard(id, said),
    }),
  );
  const isKept = (/** @type {Begun} */ { box }) => lostBoxes.value.some((lost) => lost.box === box);
  return can("add_card") ? [...learnings, ...cards].filter((begun) => begun.text && !isKept(begun)) : [];
}
