/** Asks whether a list that somebody pastes is one card, or one for each line. */

import { pastedLines, questionAbout } from "../shared/pasted-list.js";
import { cloneTemplate, find, findAll } from "./dom.js";

/**
 * @param {HTMLElement} form with a template for the question
 * @param {(box: HTMLTextAreaElement, lines: string[]) => void} onMany called when each line is a card; the box is again as
 *   it was
 */
export function askAboutLists(form, onMany) {
  for (const box of /** @type {HTMLTextAreaElement[]} */ (findAll(form, "textarea"))) {
    /** @type {HTMLElement | undefined} */
    let question;
    const close = () => {
      question?.remove();
      box.focus();
    };
    box.addEventListener("paste", (event) => {
      const lines = pastedLines(event);
      question?.remove();
      if (!lines.length) return;
      const words = questionAbout(lines);
      const before = box.value;
      question = cloneTemplate(find(form, "[data-feedback-question]", HTMLTemplateElement));
      const [many, one] = /** @type {HTMLButtonElement[]} */ (findAll(question, "button"));
      find(question, "[role=status]", HTMLElement).textContent = words.question;
      many.textContent = words.many;
      one.textContent = words.one;
      many.addEventListener("click", () => {
        box.value = before;
        close();
        onMany(box, lines);
      });
      one.addEventListener("click", close);
      box.after(question);
    });
    box.addEventListener("keydown", (event) => event.key === "Escape" && question?.remove());
    form.addEventListener("submit", () => question?.remove());
  }
}
