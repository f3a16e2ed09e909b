/**
 * Copying the summary, and fetching its PDF. Where the browser gives no access to the clipboard (http on a network), the text is
 * shown and selected, to be copied by hand.
 */

import { copyText } from "../shared/clipboard.js";
import { findAll, showScriptControls } from "./dom.js";
import { enableMenus } from "./page-menu.js";

const NOT_SENT = "That did not work. Check your connection and try again.";
const KEPT_MS = 60_000;

/**
 * A file that takes a while to make: the page says so, and why when it could not be made.
 * @param {ParentNode} root
 */
function enableFetchedFiles(root) {
  for (const link of /** @type {HTMLAnchorElement[]} */ (findAll(root, "[data-fetch-file]")))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      fetchFile(root, link);
    });
}

/**
 * @param {ParentNode} root
 * @param {HTMLAnchorElement} link
 */
async function fetchFile(root, link) {
  setStatus(root, "One moment …");
  try {
    const response = await fetch(link.href, { headers: { Accept: "application/json" } });
    if (!response.ok) return setStatus(root, (await response.json()).message);
    saveFile(await response.blob(), link.download);
    setStatus(root, "");
  } catch {
    setStatus(root, NOT_SENT);
  }
}

/**
 * @param {Blob} content
 * @param {string} name
 */
function saveFile(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

/** @param {ParentNode} root */
function enableSummaryCopy(root) {
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
  if (text === null) setStatus(root, NOT_SENT);
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
enableFetchedFiles(document);
enableMenus(document);
