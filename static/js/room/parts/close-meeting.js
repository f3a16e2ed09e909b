import { isUnsent } from "../../shared/unsent-words.js";
import { compact } from "../lists.js";
import { closeDialog, draftsByBox, me } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/** Asks before the meeting is closed, and says what is still open, and who will read it. */
export function CloseMeeting() {
  const begun = Object.values(draftsByBox.value).some(isUnsent);
  const looseEnds = compact([
    ...(me.value.loose_ends ?? []),
    begun && "You have begun to write something, and not sent it.",
  ]);
  return html`<${Dialog} title="Close the meeting">
    ${
      looseEnds.length > 0
        ? html`<p>Still open:</p><ul>${looseEnds.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
        : html`<p>Nothing is left open.</p>`
    }
    <p>${me.value.readers}</p>
    <p class="quiet">Closing saves the meeting to the log and shows everybody the summary. It can’t be opened
      again. What anybody has begun and not sent stays in their browser, and the summary offers it to them.</p>
    <div class="dialog-foot"><button type="button" class="button" onClick=${closeDialog}>Not yet</button>
      <${CommandButton} command="close_meeting" data=${{ sure: true }} className="button-main">
        ${looseEnds.length ? "Close anyway" : "Close and save"}<//></div>
  <//>`;
}
