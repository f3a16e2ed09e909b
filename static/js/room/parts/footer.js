import { question, showQuestion } from "../asking.js";
import { compact } from "../lists.js";
import { closeNotice } from "../notices.js";
import { notice } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";
import { Menu } from "../ui/menu.js";
import { BeforeTheRoomLine } from "./before-room.js";
import { Confirm } from "./confirm.js";
import { facilitatorActions, foremost, notesAction, participantActions } from "./footer-actions.js";
import { primaryAction } from "./primary-action.js";

/** Actions of the facilitator that are always in the menu. */
const MENU_KEYS = ["previous_stage", "next_stage", "next_theme", "close", "screen", "page", "summary"];

const closeQuestion = () => {
  question.value = undefined;
};

function ActionButton({ action, className = "" }) {
  const press = ({ detail }) => {
    const isSecondOfDouble = detail > 1;
    if (!(action.turns && isSecondOfDouble)) action.onSelect();
  };
  return html`<button type="button" class=${`button ${className}`}
    data-done=${action.isDone} data-place=${action.key} onClick=${press}>${action.label}</button>`;
}

/**
 * The foot of the room: everybody's actions to the left, the facilitator's to the right, the main button
 * last.
 */
export function Footer() {
  const left = participantActions();
  const right = facilitatorActions();
  const primary = primaryAction();
  const inMenu = right.filter(({ key }) => MENU_KEYS.includes(key));
  const inSight = right.filter(({ key }) => !MENU_KEYS.includes(key));
  const first = foremost(left);
  /** Whether an action of everybody is in the menu on a narrow screen: all but one, or but "I’m done". */
  const folds = (action) => action !== first || Boolean(primary && action.key !== "done");
  const inNarrowMenu = compact([...left.filter(folds), ...right, notesAction()]);
  return html`<footer class="foot" data-empty=${!primary && !left.length} aria-label="What you can do">
    <${BeforeTheRoomLine} />
    <div class="foot-notice small"><p class="prose" role="status">${notice.value}</p>
      ${notice.value && html`<button type="button" class="link-button" onClick=${closeNotice}>Close</button>`}</div>
    ${left.map(
      (action) => html`<${ActionButton} key=${action.key} action=${action}
      className=${folds(action) ? "wide" : ""} />`,
    )}
    <span class="push"></span>
    ${inSight.map((action) => html`<${ActionButton} key=${action.key} action=${action} className="wide" />`)}
    <span class="wide"><${Menu} label="⋯" name="More for the facilitator" className="button-icon" opensUp
      items=${inMenu} /></span>
    <span class="narrow"><${Menu} label=${primary ? "⋯" : "More"} name="More"
      className=${primary ? "button-icon" : ""} opensUp items=${inNarrowMenu} /></span>
    ${
      primary?.onClick &&
      html`<button type="button" class="button button-main" onClick=${primary.onClick}>${primary.label}</button>`
    }
    ${
      primary &&
      !primary.onClick &&
      html`<${CommandButton} key=${primary.command} command=${primary.command} data=${primary.data}
      className="button-main" quiet
      onAnswer=${(answer) => showQuestion(answer, primary.command, primary.data, primary.label)}>${primary.label}<//>`
    }
    ${question.value && html`<${Confirm} ...${question.value} onClose=${closeQuestion} />`}
  </footer>`;
}
