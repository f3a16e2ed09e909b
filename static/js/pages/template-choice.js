/** Beginning with a template: its agenda, columns and ground rules come into the form, and all else in it stays. */

import { find, findAll, setText } from "./dom.js";
import { formValues, groupByName } from "./form-values.js";
import { removeSpareRows } from "./plan-editors.js";

const FAILED = "That did not work. Try again in a moment, or load the page again.";

/** Whether this page came with the plan of a template, as a link leads to it. */
export const cameWithTemplate = () => new URLSearchParams(location.search).has("template");

/** @param {(values: Map<string, string[]>) => void} fill takes the values of a form with the template's plan */
export function templateChoice(fill) {
  const choice = document.querySelector("form[data-templates]");
  if (!(choice instanceof HTMLFormElement)) return;
  const select = find(choice, "select", HTMLSelectElement);
  const said = find(choice, "[data-said]", HTMLElement);
  for (const element of findAll(choice, "[data-without-js]")) element.hidden = true;

  async function take() {
    const id = select.value;
    if (!id) return;
    const values = await valuesWith(id);
    // Another one may have been chosen meanwhile.
    if (id !== select.value) return;
    if (!values) return setText(said, FAILED);
    fill(values);
    const name = select.selectedOptions[0]?.textContent ?? "";
    setText(said, `The agenda, the columns and the ground rules below are those of “${name}”.`);
  }
  select.addEventListener("change", take);
  choice.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
}

/** @param {string} id of a template @returns what the form has with its plan, null when that cannot be had */
async function valuesWith(id) {
  const answer = await fetch(`${location.pathname}?template=${encodeURIComponent(id)}`).catch(() => null);
  const text = answer?.ok ? await answer.text().catch(() => "") : "";
  const form = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-prepare]");
  if (!(form instanceof HTMLFormElement)) return null;
  removeSpareRows(form);
  return groupByName(formValues(form));
}
