import { html } from "../ui/html.js";
import { Dialog } from "../ui/dialog.js";
import { open } from "../state.js";
import { ActionList, NewAction } from "./actions.js";
import { Learnings } from "./learnings.js";
import { Parking } from "./parking.js";
import { RecountFields } from "./recount-fields.js";

/** What stays open in every stage: learnings, parking lot, steps, and the recount. */
export function Notes() {
  return html`<${Dialog} title="Notes" how="sheet">
    <${Parking} focus=${open.value === "notes:parked"} />
    <details><summary>Learnings</summary><${Learnings} all /></details>
    <details><summary>Steps and experiments</summary>
      <div class="stack"><${ActionList} /><${NewAction} /></div></details>
    <details><summary>What happened</summary><${RecountFields} /></details>
  <//>`;
}
