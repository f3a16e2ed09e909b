import { keptSwitch } from "../kept-switch.js";
import { showNotice } from "../notices.js";
import { shared } from "../state.js";
import { wordingHint } from "../wording.js";
import { words } from "../words.js";
import { html } from "./html.js";

/** Whether whoever sits at this browser wants hints. Nobody else hears of it. */
export const hintsSwitch = keptSwitch("facilitator:hints");

const keepFocus = (event) => event.preventDefault();
/** Whoever pressed it by keyboard goes on in the field that the hint was about. */
function turnOff({ target }) {
  if (document.activeElement === target)
    target.closest(".field, .writing, .sentence").querySelector("textarea").focus();
  hintsSwitch.toggle();
  showNotice("Hints on wording are off in this browser. Under People you can turn them on again.");
}

/**
 * The hint that fits what is being written, if any.
 * @param {object} props
 * @param {string} [props.field] which hints to look for: "words", "action" or "signal"
 * @param {string[]} props.lines
 * @param {string[]} [props.linesBefore] if given: what was there when the writer left the field last. A hint comes
 *   only then, and not in the middle of a sentence.
 */
export function WordingHint({ field = "words", lines, linesBefore = lines }) {
  const names = Object.values(shared.value.seats).map((seat) => seat.name);
  const find = (draft) => hintsSwitch.isOn.value && wordingHint(field, draft, words.value.hints, names);
  const hint = find(linesBefore) && find(lines);
  return (
    hint &&
    html`<p class="hint">${hint} <span class="quiet">Only you see this.</span>${" "}
    <button type="button" class="link-button" onMouseDown=${keepFocus} onClick=${turnOff}>No more hints for me</button></p>`
  );
}
