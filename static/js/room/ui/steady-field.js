import { useLayoutEffect } from "preact/hooks";
import { changesBetween, movedCaret } from "../text-changes.js";

/** @typedef {HTMLTextAreaElement | HTMLInputElement} TextField */

/** How far down its text a caret stands, in pixels. @param {TextField} field @param {number} caret */
function caretDepth(field, caret) {
  const copy = /** @type {TextField} */ (field.cloneNode());
  copy.value = field.value.slice(0, caret);
  copy.removeAttribute("id");
  Object.assign(copy.style, {
    position: "absolute",
    visibility: "hidden",
    blockSize: "0",
    minBlockSize: "0",
  });
  copy.style.inlineSize = `${field.offsetWidth}px`;
  field.after(copy);
  const depth = copy.scrollHeight;
  copy.remove();
  return depth;
}

/** What scrolls when a field is scrolled: itself, or what is around it. @param {Element} field @returns {Element} */
export function scrollerOf(field) {
  for (let element = /** @type {Element | null} */ (field); element; element = element.parentElement) {
    const { overflowY } = getComputedStyle(element);
    if (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight) return element;
  }
  return document.documentElement;
}

/**
 * Writes somebody else's version into a field. The caret, the selection and the words under them stay where the
 * writer sees them.
 * @param {TextField} field
 * @param {string} text
 */
function replaceText(field, text) {
  const { selectionStart: start, selectionEnd: end, selectionDirection } = field;
  // A date has no caret.
  if (document.activeElement !== field || start === null) {
    field.value = text;
    return;
  }
  const changes = changesBetween(field.value, text);
  const depth = caretDepth(field, start);
  const scrollTop = field.scrollTop;
  field.value = text;
  const movedStart = movedCaret(changes, start, start !== end);
  field.setSelectionRange(movedStart, movedCaret(changes, end ?? 0), selectionDirection ?? undefined);
  field.scrollTop = scrollTop;
  scrollerOf(field).scrollTop += caretDepth(field, movedStart) - depth;
}

/**
 * Keeps a text in a field. The field gets no `value` of its own: a browser then moves the caret to the end.
 * @param {{current: TextField | null}} field
 * @param {string} text
 */
export function useFieldText(field, text) {
  useLayoutEffect(() => {
    if (field.current && field.current.value !== text) replaceText(field.current, text);
  });
}
