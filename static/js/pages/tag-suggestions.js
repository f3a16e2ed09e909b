/** Tags with commas between them: for the one being typed, the field suggests those that are there already. */
import { settled } from "./dom.js";

const PAUSE_MS = 150;

/** @param {HTMLFormElement} form one with a field for tags; a guest's has no list, for the log is not theirs */
export function suggestsTags(form) {
  const field = form.elements.namedItem("tags");
  if (!(field instanceof HTMLInputElement) || !field.list) return;
  const list = field.list;
  let asked = 0;
  const suggest = async () => {
    const number = ++asked;
    const { before, begun } = split(field.value);
    const found = await tagsOf(begun);
    // An answer to what was typed before is of no use any more.
    if (number === asked) list.replaceChildren(...options(before, found));
  };
  field.addEventListener("focus", suggest);
  field.addEventListener("input", settled(suggest, PAUSE_MS));
}

/** @param {string} typed */
function split(typed) {
  const parts = typed.split(",").map((part) => part.trim());
  const begun = parts.pop() ?? "";
  return { before: parts.filter(Boolean), begun };
}

/**
 * @param {string} begun
 * @returns {Promise<string[]>} nothing while there is no line: suggestions are not needed to go on
 */
async function tagsOf(begun) {
  const answer = await fetch(`/log/tags?q=${encodeURIComponent(begun)}`).catch(() => null);
  return answer?.ok ? (await answer.json()).tags : [];
}

/**
 * The browser compares an option with the whole field, so each begins with what stands there already.
 * @param {string[]} before
 * @param {string[]} found
 */
function options(before, found) {
  const taken = before.map((tag) => tag.toLowerCase());
  return found
    .filter((tag) => !taken.includes(tag.toLowerCase()))
    .map((tag) => {
      const option = document.createElement("option");
      option.value = [...before, tag].join(", ");
      option.label = tag;
      return option;
    });
}
