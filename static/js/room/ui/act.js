import { useState } from "preact/hooks";
import { sendNow } from "../send.js";
import { can, online } from "../state.js";
import { html } from "./html.js";

/**
 * A button that does one command, there only when the server says it is open to me. It can't be pressed twice: it waits for the
 * answer, and a little longer, so that a double click doesn't go on two stages.
 * @param {{does: string, data?: object, how?: string, quiet?: boolean, onAnswer?: (answer: import("../types").Answer) => void,
 *   onClick?: () => void, children?: any}} props `how`: classes after "button"; `quiet`: a refusal is shown by whoever gave `onAnswer`
 */
export function Act({ does, data, how = "", quiet, onAnswer, onClick, children }) {
  const [busy, setBusy] = useState(false);
  if (!can(does)) return null;
  const press = async () => {
    if (busy || !online.value) return;
    onClick?.();
    setBusy(true);
    const answer = await sendNow(does, data, quiet);
    onAnswer?.(answer);
    setTimeout(() => setBusy(false), 600);
  };
  return html`<button type="button" class=${`button ${how}`} data-does=${does} aria-disabled=${busy || !online.value}
    onClick=${press}>${children}</button>`;
}
