/**
 * The log's page: the results change while one types. They come from the same address that the form leads to.
 */

import { debounce } from "./debounce.js";
import { find } from "./dom.js";

const PAUSE_MS = 180;
const form = find(document, "form[data-search]", HTMLFormElement);
const searchField = find(form, "[name=q]", HTMLInputElement);
const wideScreen = matchMedia("(min-width: 52rem)");
let lastRequest = 0;

foldFilters();
wideScreen.addEventListener("change", foldFilters);
searchField.addEventListener("input", debounce(search, PAUSE_MS));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
addEventListener("popstate", () => location.reload());

/** On a wide screen the filters stand beside the results; on a narrow one, open, they would hide them. */
function foldFilters() {
  const filters = document.querySelector("[data-filters]");
  if (filters instanceof HTMLDetailsElement) filters.open = wideScreen.matches;
}

/** @returns {string} the address that the form leads to without a script, so that it can be shared */
function searchUrl() {
  const values = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  const query = new URLSearchParams(values.filter(([, value]) => value)).toString();
  return query ? `${form.action}?${query}` : form.action;
}

async function search() {
  const url = searchUrl();
  // Counted before anything else: the answer to an earlier request is no longer wanted in any case.
  lastRequest += 1;
  const request = lastRequest;
  if (url === location.href) return;
  const results = find(document, "[data-found]", HTMLElement);
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (request !== lastRequest) return;
    showResults(page, results);
    history.replaceState(null, "", url);
  } catch {
    if (request === lastRequest) form.submit();
  }
}

/**
 * @param {Document} page the new page
 * @param {HTMLElement} results the element to replace
 */
function showResults(page, results) {
  const wasOpen = document.querySelector("[data-filters][open]") !== null;
  const status = find(document, "[data-said]", HTMLElement);
  results.replaceWith(find(page, "[data-found]", HTMLElement));
  document.title = page.title;
  const filters = document.querySelector("[data-filters]");
  if (filters instanceof HTMLDetailsElement) filters.open = wasOpen || wideScreen.matches;
  status.textContent = page.querySelector("[data-sum]")?.textContent ?? "";
}
