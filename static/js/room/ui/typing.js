/** What somebody can type into. */

const FIELDS = "input, textarea, select, [contenteditable]";

/** @param {unknown} target @returns {target is HTMLElement} */
export const isField = (target) => target instanceof HTMLElement && target.matches(FIELDS);
