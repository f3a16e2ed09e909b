/** Suggestions in a field of tags with commas between them: known tags for the one that is being typed. */

import { debounce } from "./debounce.js";

const PAUSE_MS = 150;

/**
 * A guest's form has no list of suggestions, because the log is closed to guests: then nothing is done.
 * @param {HTMLFormElement} form it has a field named "tags"
 */
export function suggestTags(form) {
  const field = form.elements.namedItem("tags");
  if (!(field instanceof HTMLInputElement) || !field.list) return;
  const list = field.list;
  let lastRequest = 0;
  const suggest = async () => {
    lastRequest += 1;
    const request = lastRequest;
    const { complete, partial } = splitTags(field.value);
    const found = await fetchTags(partial);
    // A newer request has been made meanwhile: its answer counts.
    if (request === lastRequest) list.replaceChildren(...tagOptions(complete, found));
  };
  field.addEventListener("focus", suggest);
  field.addEventListener("input", debounce(suggest, PAUSE_MS));
}

/** @param {string} text of the field */
function splitTags(text) {
  const parts = text.split(",").map((part) => part.trim());
  const partial = parts.pop() ?? "";
  return { complete: parts.filter(Boolean), partial };
}

/**
 * @param {string} partial the beginning of a tag
 * @returns {Promise<string[]>} none when the server can't be reached: one can go on without suggestions
 */
async function fetchTags(partial) {
  const answer = await fetch(`/log/tags?q=${encodeURIComponent(partial)}`).catch(() => null);
  return answer?.ok ? (await answer.json()).tags : [];
}

/**
 * The browser compares an option with the whole field, so each option begins with the tags that are in the
 * field.
 * @param {string[]} complete the tags before the one that is being typed
 * @param {string[]} found
 */
function tagOptions(complete, found) {
  const taken = complete.map((tag) => tag.toLowerCase());
  const free = found.filter((tag) => !taken.includes(tag.toLowerCase()));
  return free.map((tag) => {
    const option = document.createElement("option");
    option.value = [...complete, tag].join(", ");
    option.label = tag;
    return option;
  });
}
