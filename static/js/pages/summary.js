/**
 * Copying the summary. Where the browser gives no access to the clipboard (http on a network), the text is
 * shown and selected, to be copied by hand.
 */

import { copyText } from "../shared/clipboard.js";
import { findAll, showScriptControls } from "./dom.js";
import { enableMenus } from "./page-menu.js";

/** @param {ParentNode} root */
export function enableSummaryCopy(root) {
  for (const button of findAll(root, "[data-copy-file]")) {
    button.addEventListener("click", () => copySummary(root, String(button.dataset.copyFile)));
  }
}

/**
 * @param {ParentNode} root
 * @param {string} url of the summary as text
 */
async function copySummary(root, url) {
  const text = await fetchText(url);
  if (text === null) setStatus(root, "That did not work. Check your connection and try again.");
  else if (await copyText(text)) setStatus(root, "Copied. Paste it wherever your group keeps such things.");
  else showText(root, text);
}

/**
 * @param {string} url
 * @returns {Promise<string | null>} null when it could not be fetched
 */
async function fetchText(url) {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/**
 * @param {ParentNode} root
 * @param {string} text
 */
function showText(root, text) {
  const area = /** @type {HTMLTextAreaElement} */ (root.querySelector("[data-by-hand]"));
  area.value = text;
  area.hidden = false;
  area.focus();
  area.select();
  setStatus(root, "Your browser keeps the clipboard closed here. The text is selected: copy it by hand.");
}

/**
 * @param {ParentNode} root
 * @param {string} sentence
 */
function setStatus(root, sentence) {
  const status = root.querySelector("[data-copied]");
  if (status) status.textContent = sentence;
}

showScriptControls(document);
enableSummaryCopy(document);
enableMenus(document);
