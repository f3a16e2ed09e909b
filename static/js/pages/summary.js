// Copying the summary as Markdown. Without a clipboard (plain http on a network) it is shown,
// selected, to be copied by hand.
import { copyText } from "../shared/clipboard.js";

/** @param {ParentNode} root */
export function offerCopy(root) {
  const button = /** @type {HTMLButtonElement | null} */ (root.querySelector("[data-copy]"));
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => copy(root, button));
}

/**
 * @param {ParentNode} root
 * @param {HTMLButtonElement} button
 */
async function copy(root, button) {
  const text = await fetchText(String(button.dataset.copy));
  if (text === null) return say(root, "That did not work. Check your connection and try again.");
  if (await copyText(text)) say(root, "Copied. Paste it wherever your group keeps such things.");
  else showByHand(root, text);
}

/** @param {string} url */
async function fetchText(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "text/markdown" } });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/**
 * @param {ParentNode} root
 * @param {string} text
 */
function showByHand(root, text) {
  const area = /** @type {HTMLTextAreaElement} */ (root.querySelector("[data-by-hand]"));
  area.value = text;
  area.hidden = false;
  area.focus();
  area.select();
  say(root, "Your browser keeps the clipboard closed here. The text is selected: copy it by hand.");
}

/**
 * @param {ParentNode} root
 * @param {string} sentence
 */
function say(root, sentence) {
  const status = root.querySelector("[data-copied]");
  if (status) status.textContent = sentence;
}

offerCopy(document);
