import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { lostBoxes, openDialog, pendingCommands } from "../state.js";
import { writeOn } from "../ui/box.js";
import { html } from "../ui/html.js";
import { isDrawn, putAway, putAwayIfDone } from "../ui/lost-boxes.js";
import { afterPointerUp } from "../ui/pointer.js";

/** @param {{lost: import("../ui/lost-boxes.js").LostBox}} props */
function LostBox({ lost }) {
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (element.current) writeOn(element.current, lost.place);
  }, []);
  const putAwayIfLeft = () => element.current?.contains(document.activeElement) || putAwayIfDone(lost.box);
  const onFocusOut = () => afterPointerUp(putAwayIfLeft);
  // What was sent by leaving the box is done when the answer has come.
  useEffect(() => void putAwayIfLeft(), [pendingCommands.value]);
  return html`<div class="lost-box stack stack-tight" ref=${element} onFocusOut=${onFocusOut}>
    ${lost.caption && html`<p class="field-label" dir="auto">${lost.caption}</p>`}${lost.draw()}
    <p><button type="button" class="link-button small quiet" onClick=${() => putAway(lost.box)}>
      Put it away for now</button></p></div>`;
}

/**
 * The boxes that went away while somebody wrote in them: here one writes on.
 * @param {{dialog?: string}} props `dialog`: the one that this stands in; none: those of no open dialog
 */
export function LostBoxes({ dialog = "" }) {
  const isHere = (lost) => (lost.dialog === openDialog.value ? lost.dialog : "") === dialog;
  const here = lostBoxes.value.filter((lost) => isHere(lost) && isDrawn(lost));
  if (!here.length) return null;
  return html`<section class="notice lost" data-lost aria-label="You were still writing">
    <p>You were still writing. Go on here, and send it when it is ready.</p>
    ${here.map((lost) => html`<${LostBox} key=${lost.box} lost=${lost} />`)}</section>`;
}
