/** Says shortly before a field is full that it is: a browser takes no more then, and says nothing. */

import { count } from "../shared/format.js";

/** Shorter fields are for numbers and codes, which nobody types on. */
const SHORTEST = 40;
const NEAR = 10;
/** @type {WeakMap<Element, HTMLElement>} the words beside each field that is nearly full */
const shown = new WeakMap();

/** @param {Document} page */
export function tellLimits(page) {
  page.addEventListener("input", ({ target }) => {
    const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (isText && target.maxLength >= SHORTEST) tellLimit(target);
  });
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
function tellLimit(field) {
  const left = field.maxLength - field.value.length;
  if (left > Math.max(NEAR, field.maxLength / 20)) {
    shown.get(field)?.remove();
    shown.delete(field);
    return;
  }
  const words = shown.get(field) ?? placeWords(field);
  // Who listens to the page hears it once, and not with each key. What is put there later is read out.
  if (left > 0) words.replaceChildren(unread(`${count(left, "more character")} until it is full.`));
  else tellFull(words, `It is full: ${field.maxLength} characters at most.`);
}

/** @param {HTMLElement} words @param {string} sentence */
function tellFull(words, sentence) {
  if (words.textContent !== sentence) setTimeout(() => words.replaceChildren(sentence));
}

/** @param {Element} field @returns a place for the words: at the end of what belongs to the field, or right after it */
function placeWords(field) {
  const words = document.createElement("p");
  words.className = "field-hint field-limit";
  words.setAttribute("role", "status");
  const whole = field.closest(".field") ?? field.closest("[data-row] > input")?.parentElement;
  if (whole) whole.append(words);
  else field.after(words);
  shown.set(field, words);
  return words;
}

/** @param {string} text */
function unread(text) {
  const span = document.createElement("span");
  span.ariaHidden = "true";
  span.textContent = text;
  return span;
}
