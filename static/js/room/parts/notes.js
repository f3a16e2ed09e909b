import { useState } from "preact/hooks";
import { openDialog } from "../state.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";
import { ActionList } from "./actions.js";
import { LearningBox, LearningList } from "./learnings.js";
import { LostBoxes } from "./lost-boxes.js";
import { NewAction } from "./new-action.js";
import { Parking } from "./parking.js";
import { RecountFields } from "./recount-fields.js";

/** A dialog for what can be written in every stage: parking lot, learnings, actions, and the recount. */
export function Notes() {
  const [kind, setKind] = useState(/** @type {"step" | "experiment"} */ ("step"));
  return html`<${Dialog} title="Notes" className="sheet"><${LostBoxes} dialog=${openDialog.value} />
    <${Parking} focus=${openDialog.value === "notes:parked"} />
    <details><summary>Learnings</summary><div class="stack"><${LearningList} all /><${LearningBox} all /></div></details>
    <details><summary>Steps and experiments</summary>
      <div class="stack"><${ActionList} /><${NewAction} kind=${kind} onKind=${setKind} /></div></details>
    <details><summary>What happened</summary><${RecountFields} /></details>
  <//>`;
}
