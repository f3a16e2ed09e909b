import { html } from "../ui/html.js";
import { Unsaved } from "../ui/unsaved.js";
import { Menu } from "../ui/menu.js";
import { NameField } from "../ui/inline-field.js";
import { SharedText } from "../ui/shared-text.js";
import { Writing } from "../ui/text-box.js";
import { newId } from "../../shared/ids.js";
import { send } from "../send.js";
import { can, inOrder, shared } from "../state.js";
import { present } from "../format.js";
import { isWaiting } from "./card.js";

/** What a program or a form wrote as 2017-01-31T17:20 reads better with a space. */
const ISO = /^(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)/;
const FIELDS = [
  ["expected", "What we expected"],
  ["happened", "What happened"],
  ["impact", "What it meant, for whom"],
];

function Row({ row }) {
  const editable = can("edit_timeline_row");
  const edit = (name, text) =>
    send("edit_timeline_row", { row: row.id, [name]: text }, { box: `${name}:${row.id}`, text });
  const remove = () => send("delete_timeline_row", { row: row.id });
  const limits = shared.value.limits;
  const when = row.at.replace(ISO, "$1 ");
  if (!editable) {
    return html`<li><span class="quiet figures">${when}</span><span dir="auto">${row.what}</span></li>`;
  }
  return html`<li>
    <${NameField} box=${`at:${row.id}`} value=${when} label="When" max=${limits?.when} how="figures"
      onChange=${(text) => edit("at", text)} />
    <${NameField} box=${`what:${row.id}`} value=${row.what} label="What happened then" max=${limits?.row}
      onChange=${(text) => edit("what", text)} />
    <${Menu} label="⋯" name=${`What you can do with “${row.what.slice(0, 40)}”`}
      items=${present([
        can("delete_timeline_row") && { label: "Delete", sure: "Delete it for everybody? Yes.", do: remove },
      ])} />
    <${Unsaved} when=${isWaiting(row.id)} />
  </li>`;
}

/**
 * "22:00 Replication stops": what stands before the first space is the time when it holds a digit.
 * @param {string} text
 */
export function splitRow(text) {
  const [, at, what] = text.match(/^(\S*\d\S*)\s+(.+)$/s) ?? [];
  return at ? { at, what } : { at: "", what: text };
}

/** Expected, happened, impact and the timeline; everybody edits the same. */
export function RecountFields() {
  const { recount = {}, timeline } = shared.value;
  const add = (text) =>
    send("add_timeline_row", { row: newId(), ...splitRow(text) }, { box: "timeline", text });
  return html`<div class="recount">
    <div class="stack">${FIELDS.map(
      ([field, label]) => html`<${SharedText} key=${field} box=${`recount:${field}`}
      label=${label} theirs=${recount[field] ?? ""} command="edit_recount" data=${{ field }} limit="recount"
      readOnly=${!can("edit_recount")} />`,
    )}</div>
    <section class="stack stack-tight"><h3>In what order</h3>
      <ol class="timeline" role="list">${inOrder(timeline).map((row) => html`<${Row} key=${row.id} row=${row} />`)}</ol>
      ${
        can("add_timeline_row") &&
        html`<${Writing} box="timeline" label="When and what"
        placeholder="22:00 Replication stops" limit="row" hints=${false} onSend=${add} />`
      }
    </section>
  </div>`;
}
