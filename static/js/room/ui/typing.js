/** When somebody typed last, so that no letter of a sentence is taken for a command. */

const REST_MS = 2000;
/** What one writes in: a box that is ticked is none. */
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** @param {unknown} target @returns {target is HTMLElement} */
export const isField = (target) => target instanceof HTMLElement && target.matches(FIELDS);

let lastTyped = Number.NEGATIVE_INFINITY;

/** Notes that somebody types now, or would if their box were still there. */
export const noteTyping = () => {
  lastTyped = performance.now();
};
for (const event of ["keydown", "input"]) {
  addEventListener(event, ({ target }) => isField(target) && noteTyping(), true);
}

/** Whether somebody typed a moment ago. */
export const isTyping = () => performance.now() - lastTyped < REST_MS;
