import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { close, Dialog } from "../ui/dialog.js";
import { me } from "../state.js";

/** The second time of asking, with what is still open. */
export function Closing() {
  const loose = me.value.loose_ends ?? [];
  return html`<${Dialog} title="Close the meeting">
    ${
      loose.length > 0
        ? html`<p>Still open:</p><ul>${loose.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
        : html`<p>Nothing is left open.</p>`
    }
    <p class="quiet">Closing saves the meeting to the log and shows everybody the summary.
      It can’t be opened again.</p>
    <div class="dialog-foot"><button type="button" class="button" onClick=${close}>Not yet</button>
      <${Act} does="close_meeting" data=${{ sure: true }} how="button-main">
        ${loose.length ? "Close anyway" : "Close and save"}<//></div>
  <//>`;
}
