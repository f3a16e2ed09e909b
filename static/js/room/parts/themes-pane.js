/** The pane with the themes, and the ways to make them. */

import { useEffect, useRef, useState } from "preact/hooks";
import { announcement } from "../announcer.js";
import { canUndo, lastStep, undoLastStep } from "../grouping-steps.js";
import { showNotice } from "../notices.js";
import { selected } from "../selection.js";
import { can, openDialog } from "../state.js";
import { nextSuggestion } from "../suggestions.js";
import { useFocusAfter } from "../ui/focus-after.js";
import { html } from "../ui/html.js";
import { isField } from "../ui/typing.js";
import { groupAnew } from "./board-card.js";
import { cardDropTarget, isDragging } from "./card-drag.js";
import { isNewThemeBegun, NewTheme } from "./new-theme.js";
import { Suggest, SuggestedGroup } from "./suggested-group.js";
import { Theme } from "./theme.js";

function undo() {
  if (!canUndo.value) return;
  const { done, words } = undoLastStep();
  if (done) announcement.value = words;
  else showNotice(words);
}

function Undo() {
  useEffect(() => {
    const onKeyDown = (event) => {
      const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (isUndo && !openDialog.value && !isField(event.target)) undo();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  if (!lastStep.value) return null;
  return html`<button type="button" class="link-button small" aria-label=${`Undo: ${lastStep.value}`}
    aria-disabled=${!canUndo.value} onClick=${undo}>Undo</button>`;
}

/**
 * @param {object} props
 * @param {(import("../types").Theme & {id: string})[]} props.themes
 * @param {(import("../types").Card & {id: string})[]} props.cards all cards
 */
export function ThemesPane({ themes, cards }) {
  /** What the field for a new theme begins with; undefined while it is closed. */
  const [begun, setBegun] = useState(
    /** @type {{name?: string, cards?: string[], isSuggested?: boolean} | undefined} */ (undefined),
  );
  const newTheme = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const change = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const focusAfter = useFocusAfter();
  const canMake = can("create_theme");
  const makeOne = () => (selected.value.length ? groupAnew(selected.value) : setBegun({}));
  const onClose = (isMade) => {
    if (isMade && begun?.isSuggested) nextSuggestion();
    focusAfter(begun?.isSuggested && !isMade ? change : newTheme);
    setBegun(undefined);
  };
  const isNaming = canMake && (begun || isNewThemeBegun());
  return html`<section class="pane pane-themes" aria-label="Themes">
    <header class="pane-head"><h3>Themes</h3>
      ${themes.length > 0 && html`<span class="small quiet figures">${themes.length}</span>`}<span class="push"></span>
      <${Undo} />
      ${
        canMake &&
        html`<button type="button" class="button button-small" ref=${newTheme} data-takes=${isDragging}
        ...${cardDropTarget(groupAnew)} onClick=${makeOne}>New theme</button>`
      }
    </header>
    <div class="pane-body">
      ${themes.length > 0 && html`<${Suggest} />`}
      ${
        isNaming
          ? html`<${NewTheme} ...${begun} focus=${Boolean(begun)} onClose=${onClose} />`
          : html`<${SuggestedGroup} change=${change} onChange=${(group) => setBegun({ ...group, isSuggested: true })} />`
      }
      ${
        !themes.length &&
        html`<div class="empty" ...${cardDropTarget(groupAnew)}><p>What belongs together becomes a theme. Put one card
        on another, or select several and press “New theme”.</p><${Suggest} /></div>`
      }
      <div class="themes">${themes.map(
        (theme) => html`<${Theme} key=${theme.id} theme=${theme}
        cards=${cards.filter((card) => card.theme === theme.id)} />`,
      )}</div>
    </div>
  </section>`;
}
