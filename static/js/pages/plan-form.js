/** The length, the agenda, the columns and the ground rules in the form of a meeting or a template. */

import { agendaEditor } from "./agenda-editor.js";
import { find, findAll } from "./dom.js";
import { planEditors } from "./plan-editors.js";

/**
 * @param {HTMLFormElement} form
 * @param {() => void} onChange called when something was changed other than by typing
 */
export function planForm(form, onChange) {
  const length = find(form, "[name=minutes]", HTMLInputElement);
  const csrf = find(form, "[name=csrf_token]", HTMLInputElement).value;
  const agenda = agendaEditor(find(form, "[data-agenda]", HTMLElement), length, csrf, onChange);
  const plan = planEditors(form, onChange);
  const lengthButtons = /** @type {HTMLButtonElement[]} */ (findAll(form, "[data-lengths] button"));

  function markLength() {
    for (const button of lengthButtons) {
      button.setAttribute("aria-pressed", String(button.value === length.value));
    }
  }

  for (const button of lengthButtons) {
    button.addEventListener("click", () => {
      length.value = button.value;
      length.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  length.addEventListener("input", markLength);
  length.addEventListener("agenda", markLength);

  return {
    markLength,
    /** @param {Map<string, string[]>} values of the fields of a form */
    fill(values) {
      plan.fill(values);
      const [titles, minutes] = [values.get("stage_title") ?? [], values.get("stage_minutes") ?? []];
      const kinds = values.get("stage_kind") ?? [];
      agenda.fill(
        kinds.map((kind, index) => ({ kind, title: titles[index] ?? "", minutes: minutes[index] ?? "" })),
      );
    },
  };
}
