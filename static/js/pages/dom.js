/** What the pages' scripts share: finding things, showing what needs a script, saying something in passing. */
import { copyText } from "../shared/clipboard.js";

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new (...args: never[]) => T} type
 * @returns {T} the first match; a page without it is a mistake in its template
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`This page has no ${selector}.`);
  return found;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/**
 * Controls that do nothing without a script are hidden until there is one.
 * @param {ParentNode} root
 */
export function reveal(root) {
  for (const element of all(root, "[data-needs-js]")) element.hidden = false;
}

/**
 * @param {() => void} act
 * @param {number} ms how long to wait for the next call before acting
 * @returns {() => void}
 */
export function settled(act, ms) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, ms);
  };
}

/** @param {string} words */
export function toast(words) {
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = words;
  document.querySelector("[data-toasts]")?.append(line);
  setTimeout(() => line.remove(), 4000);
}

/**
 * Copies the field that a button names: `<button data-copy="link">` beside `<input id="link">`.
 * @param {HTMLElement} button it may say in data-copied what it copies, other than a link
 */
export async function copy(button) {
  const field = find(document, `#${button.dataset.copy}`, HTMLInputElement);
  const what = button.dataset.copied ?? "link";
  field.select();
  const isCopied = await copyText(field.value);
  toast(isCopied ? `The ${what} is copied.` : `The ${what} is selected: copy it with your keyboard.`);
}
