import { useEffect } from "preact/hooks";
import { count } from "../../shared/format.js";
import { letGo, selected, selectNone } from "../selection.js";
import { can, openDialog } from "../state.js";
import { html } from "../ui/html.js";
import { Menu } from "../ui/menu.js";
import { isField } from "../ui/typing.js";
import { groupAnew, targets } from "./board-card.js";

/** Escape lets go of what is selected, wherever the focus is; but not while somebody writes. */
function useEscape() {
  useEffect(() => {
    const onKeyDown = (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || openDialog.value || isField(event.target))
        return;
      letGo();
    };
    addEventListener("keydown", onKeyDown);
    return () => {
      removeEventListener("keydown", onKeyDown);
      selectNone(); // The room has left the stage.
    };
  }, []);
}

function Bar() {
  useEscape();
  const cards = selected.value;
  return html`<div class="selection" role="group" aria-label="Selected cards">
    <p><strong>${count(cards.length, "card")}</strong> <span class="wide-board">selected</span></p>
    ${
      can("create_theme") &&
      html`<button type="button" class="button button-small" onClick=${() => groupAnew(cards)}>New theme</button>`
    }
    <${Menu} label="Move to …" className="button-small" items=${targets(cards)} />
    <button type="button" class="button button-small button-icon" aria-label="Select none"
      onClick=${letGo}>✕</button></div>`;
}

/** What can be done with the selected cards: it takes the place of the heading of the cards. */
export const SelectionBar = () => selected.value.length > 0 && html`<${Bar} />`;
