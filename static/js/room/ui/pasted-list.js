import { useRef, useState } from "preact/hooks";
import { linesOf, pastedLines, questionAbout } from "../../shared/pasted-list.js";
import { html } from "./html.js";

/**
 * Asks at a box whether a list that was pasted is one card, or one for each line.
 * @param {string} text of the box
 * @param {(lines: string[]) => void} onMany called when each line is a card
 */
export function usePastedList(text, onMany) {
  const [isPasted, setPasted] = useState(false);
  const many = useRef(/** @type {HTMLElement | null} */ (null));
  const lines = isPasted ? linesOf(text) : [];
  const isList = lines.length > 1;
  const words = questionAbout(lines);
  return {
    isList,
    oneCard: words.one,
    question:
      isList &&
      html`<p class="small" role="status">${words.question}</p>
        <button type="button" class="button button-small" ref=${many} onClick=${() => onMany(lines)}>${words.many}</button>`,
    onPaste: (/** @type {ClipboardEvent} */ event) => setPasted(pastedLines(event).length > 0),
    focus: () => many.current?.focus(),
    close: () => setPasted(false),
  };
}
