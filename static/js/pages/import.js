/** The page on which files to import are chosen: several choices add up, and are sent together. */

import { ChosenFiles, sizeWords } from "./chosen-files.js";
import { find, setText, showScriptControls } from "./dom.js";
import { canBeRead, chosenFiles, droppedFiles } from "./dropped-files.js";

/** @typedef {import("./dropped-files.js").Chosen} Chosen */

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 5000;
const TOO_LARGE = "That is more than 64 MiB together. Bring it in parts, or pack it into a zip.";
const TOO_MANY = "That are more than 5,000 files. Pack them into a zip.";
const NONE = "Choose Markdown files, tables (.csv), exports (.json) or a zip of them.";
const NOT_DROPPED =
  "What you dropped cannot be read from here. Choose it by a button, or pack it into a zip.";
const NOT_SENT = "Your files did not get here. Check your connection and try again.";

const form = find(document, "form[data-upload]", HTMLFormElement);
const zone = find(form, "[data-drop]", HTMLElement);
const wrong = find(form, "[data-wrong]", HTMLElement);
const sent = find(form, "[data-sent]", HTMLProgressElement);
const chosen = new ChosenFiles(find(form, "[data-chosen]", HTMLElement), tellTakenOut);
let isSending = false;

showScriptControls(form);
zone.dataset.ready = "";
// A file that misses the zone would open in place of the page.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
zone.addEventListener("dragover", () => zone.toggleAttribute("data-over", true));
for (const end of ["dragleave", "drop"])
  zone.addEventListener(end, () => zone.toggleAttribute("data-over", false));
zone.addEventListener("drop", (event) => {
  if (event.dataTransfer) droppedFiles(event.dataTransfer).then(add, () => tellWrong(NOT_DROPPED));
});
// The page as it was left, when somebody comes back to it.
addEventListener("pageshow", (event) => {
  if (event.persisted) setSending(false);
});
for (const name of ["files", "folder"]) {
  const input = find(form, `[data-${name}]`, HTMLInputElement);
  input.addEventListener("change", () => {
    add(chosenFiles(input.files ?? []));
    input.value = "";
  });
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isSending) send();
});

/** @param {Chosen[]} files */
function add(files) {
  const fit = files.filter(canBeRead);
  chosen.add(fit);
  tellSum(files.length - fit.length);
}

function tellTakenOut() {
  tellSum(0);
  if (!chosen.files.size) find(form, "[data-files]", HTMLElement).focus();
}

/** @param {number} left how many were of another kind */
function tellSum(left) {
  const { size } = chosen.files;
  const sum = size ? `${counted(size)}, ${sizeWords(chosen.bytes)}.` : "";
  const besides = left ? ` Of another kind, and left alone: ${counted(left)}.` : "";
  setText(find(form, "[data-sum]", HTMLElement), sum + besides);
  tellWrong(chosen.bytes > MOST_BYTES ? TOO_LARGE : size > MOST_FILES ? TOO_MANY : "");
}

/**
 * @param {number} files
 * @returns {string}
 */
function counted(files) {
  return files === 1 ? "1 file" : `${files} files`;
}

/** @param {string} sentence */
function tellWrong(sentence) {
  wrong.hidden = !sentence;
  setText(wrong, sentence);
}

function send() {
  if (!chosen.files.size) return tellWrong(NONE);
  if (!wrong.hidden && [TOO_LARGE, TOO_MANY].includes(wrong.textContent ?? "")) return;
  tellWrong("");
  setSending(true);
  const request = new XMLHttpRequest();
  request.responseType = "json";
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    sent.value = total ? loaded / total : 0;
  });
  request.addEventListener("load", () => {
    if (request.status < 300 && request.response?.url) location.assign(request.response.url);
    else setSending(false, request.response?.message ?? NOT_SENT);
  });
  request.addEventListener("error", () => setSending(false, NOT_SENT));
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.send(body());
}

/**
 * @param {boolean} now
 * @param {string} [sentence] why not
 */
function setSending(now, sentence = "") {
  isSending = now;
  sent.hidden = !now;
  find(form, "[data-send]", HTMLButtonElement).ariaDisabled = String(now);
  tellWrong(sentence);
}

/** @returns {FormData} */
function body() {
  const data = new FormData();
  data.set("csrf_token", find(form, "[name=csrf_token]", HTMLInputElement).value);
  for (const { file, path } of chosen.files.values()) {
    data.append("changed", String(file.lastModified));
    data.append("files", file, path);
  }
  return data;
}
