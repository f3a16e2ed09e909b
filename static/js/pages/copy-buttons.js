/** Buttons that copy the field beside them: `<button data-copy="link">` copies `<input id="link">`. */

import { copyText } from "../shared/clipboard.js";
import { find, findAll } from "./dom.js";

const TOAST_MS = 4000;

/** @param {ParentNode} root */
export function enableCopyButtons(root) {
  for (const button of findAll(root, "[data-copy]"))
    button.addEventListener("click", () => copyField(button));
}

/** @param {HTMLElement} button `data-copied` says what it copies, if that is not a link */
async function copyField(button) {
  const field = find(document, `#${button.dataset.copy}`, HTMLInputElement);
  const what = button.dataset.copied ?? "link";
  field.select();
  const isCopied = await copyText(field.value);
  showToast(isCopied ? `The ${what} is copied.` : `The ${what} is selected: copy it with your keyboard.`);
}

/**
 * Shows a sentence for a few seconds.
 * @param {string} sentence
 */
function showToast(sentence) {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = sentence;
  document.querySelector("[data-toasts]")?.append(toast);
  setTimeout(() => toast.remove(), TOAST_MS);
}
