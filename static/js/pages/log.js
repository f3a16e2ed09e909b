/** The log's page: what is found changes while one types, by asking for the same address that the form asks for. */
import { find, settled } from "./dom.js";

const PAUSE_MS = 180;
const form = find(document, "form[data-search]", HTMLFormElement);
const words = find(form, "[name=q]", HTMLInputElement);
const wide = matchMedia("(min-width: 52rem)");
let asked = 0;

fold();
wide.addEventListener("change", fold);
words.addEventListener("input", settled(search, PAUSE_MS));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
addEventListener("popstate", () => location.reload());

/** Beside the entries there is room for the filters; above them they would hide what they found. */
function fold() {
  const filters = document.querySelector("[data-filters]");
  if (filters instanceof HTMLDetailsElement) filters.open = wide.matches;
}

/** The same address as without a script, so that it can be shared. */
function address() {
  const given = new FormData(form);
  const said = [...given].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
  const query = new URLSearchParams(said).toString();
  return query ? `${form.action}?${query}` : form.action;
}

async function search() {
  const url = address();
  // Counted first: what was asked before, and is on its way, is of no use any more either.
  const number = ++asked;
  if (url === location.href) return;
  const found = find(document, "[data-found]", HTMLElement);
  found.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // An answer to what was typed before is of no use any more.
    if (number !== asked) return;
    show(page, found);
    history.replaceState(null, "", url);
  } catch {
    if (number === asked) form.submit();
  }
}

/**
 * @param {Document} page
 * @param {HTMLElement} found
 */
function show(page, found) {
  const open = document.querySelector("[data-filters][open]") !== null;
  const status = find(document, "[data-said]", HTMLElement);
  found.replaceWith(find(page, "[data-found]", HTMLElement));
  document.title = page.title;
  const filters = document.querySelector("[data-filters]");
  if (filters instanceof HTMLDetailsElement) filters.open = open || wide.matches;
  status.textContent = page.querySelector("[data-sum]")?.textContent ?? "";
}
