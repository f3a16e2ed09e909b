import { CommandButton } from "../ui/command-button.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/**
 * Shows the server's question about a command, with a button to cancel and one that sends the command all the
 * same.
 * @param {object} props
 * @param {string} props.message the question
 * @param {string} props.command
 * @param {object} [props.data] of the command
 * @param {string} [props.label] of the command
 * @param {() => void} props.onClose
 */
export function Confirm({ message, command, data, label = "Go on", onClose }) {
  return html`<${Dialog} title=${label} onClose=${onClose}>
    <p>${message}</p>
    <div class="dialog-foot"><button type="button" class="button" onClick=${onClose}>Wait a little</button>
      <${CommandButton} command=${command} data=${{ ...data, sure: true }} className="button-main"
        onAnswer=${onClose}>${label} now<//></div>
  <//>`;
}
