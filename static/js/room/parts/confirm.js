import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { Dialog } from "../ui/dialog.js";

/**
 * The server asked back: its sentence, the way back, and the deed.
 * @param {{words: string, does: string, data?: object, label?: string, onClose: () => void}} props
 */
export function Sure({ words, does, data, label = "Go on", onClose }) {
  return html`<${Dialog} title=${label} onClose=${onClose}>
    <p>${words}</p>
    <div class="dialog-foot"><button type="button" class="button" onClick=${onClose}>Wait a little</button>
      <${Act} does=${does} data=${{ ...data, sure: true }} how="button-main" onAnswer=${onClose}>${label} now<//></div>
  <//>`;
}
