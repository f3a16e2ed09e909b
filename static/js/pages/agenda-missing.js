/** Below the agenda editor: a button for each kind of stage that is not in the agenda, to bring it back. */

import { find, findAll } from "./dom.js";

/** @typedef {import("./stage-row.js").StageRow} StageRow */

/**
 * @param {HTMLElement} root of the agenda editor
 * @param {(stage: StageRow) => void} add brings a stage back
 */
export function missingStages(root, add) {
  const box = find(root, "[data-left-out]", HTMLElement);
  /** @type {Record<string, string>} the title of each kind */
  const titles = JSON.parse(find(root, "[data-titles]", HTMLElement).textContent ?? "{}");

  /** @param {string} kind */
  function addButton(kind) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = `Add “${titles[kind]}” back`;
    button.addEventListener("click", () => {
      add({ kind, title: titles[kind] ?? kind, minutes: kind === "recount" ? "1" : "5" });
    });
    return button;
  }

  return {
    /** @param {StageRow[]} stages those that are in the agenda */
    show(stages) {
      const present = new Set(stages.map(({ kind }) => kind));
      const missing = Object.keys(titles).filter((kind) => !present.has(kind));
      for (const button of findAll(box, "button")) button.remove();
      box.append(...missing.map(addButton));
      box.hidden = missing.length === 0;
    },
  };
}
