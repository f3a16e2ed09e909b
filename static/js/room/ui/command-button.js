import { useState } from "preact/hooks";
import { announcement } from "../announcer.js";
import { sendNow } from "../send.js";
import { can, online } from "../state.js";
import { html } from "./html.js";
import { endingKeys } from "./keys.js";

/** After the answer the button rests for this time, so that a double click does not go on two stages. */
const REST_MS = 600;

/**
 * A button that sends a command. It is there only while the command is open to me, and can't be pressed again
 * before the answer has come.
 * @param {object} props
 * @param {string} props.command
 * @param {object} [props.data] of the command
 * @param {string} [props.className] classes besides "button"
 * @param {boolean} [props.quiet] a refusal is shown by `onAnswer`, not in the notice
 * @param {string | false} [props.confirm] a question that takes the button's place; a second press sends the command,
 *   Escape cancels
 * @param {(answer: import("../types").Answer) => void} [props.onAnswer]
 * @param {() => void} [props.onClick] called before the command is sent
 * @param {any} [props.children]
 */
export function CommandButton({
  command,
  data,
  className = "",
  quiet,
  confirm,
  onAnswer,
  onClick,
  children,
}) {
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  if (!can(command)) return null;
  const press = async () => {
    if (isBusy || !online.value) return;
    if (confirm && !isAsking) {
      announcement.value = confirm;
      return setAsking(true);
    }
    setAsking(false);
    onClick?.();
    setBusy(true);
    const answer = await sendNow(command, data, quiet);
    onAnswer?.(answer);
    setTimeout(() => setBusy(false), REST_MS);
  };
  const cancel = () => setAsking(false);
  return html`<button type="button" class=${`button ${className} ${isAsking ? "button-sure" : ""}`} data-does=${command}
    aria-disabled=${isBusy || !online.value} onClick=${press} onBlur=${cancel}
    onKeyDown=${endingKeys({ onEscape: isAsking ? cancel : undefined })}>
    ${isAsking ? confirm : children}</button>`;
}
