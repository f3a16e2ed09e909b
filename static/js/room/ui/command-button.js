import { useState } from "preact/hooks";
import { sendNow } from "../send.js";
import { can, online } from "../state.js";
import { said } from "../announcer.js";
import { html } from "./html.js";

/**
 * A button that does one command, there only when the server says it is open to me. It can't be pressed twice:
 * it waits for the answer, and a little longer, so that a double click doesn't go on two stages.
 * @param {object} props
 * @param {string} props.does
 * @param {object} [props.data]
 * @param {string} [props.how] classes after "button"
 * @param {boolean} [props.quiet] a refusal is shown by whoever gave `onAnswer`
 * @param {string} [props.sure] asked in the button's place before it is done
 * @param {(answer: import("../types").Answer) => void} [props.onAnswer]
 * @param {() => void} [props.onClick]
 * @param {any} [props.children]
 */
export function Act({ does, data, how = "", quiet, sure, onAnswer, onClick, children }) {
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  if (!can(does)) return null;
  const press = async () => {
    if (busy || !online.value) return;
    if (sure && !asking) {
      said.value = sure;
      return setAsking(true);
    }
    setAsking(false);
    onClick?.();
    setBusy(true);
    const answer = await sendNow(does, data, quiet);
    onAnswer?.(answer);
    setTimeout(() => setBusy(false), 600);
  };
  return html`<button type="button" class=${`button ${how} ${asking ? "button-sure" : ""}`} data-does=${does}
    aria-disabled=${busy || !online.value} onClick=${press} onBlur=${() => setAsking(false)}>
    ${asking ? sure : children}</button>`;
}
