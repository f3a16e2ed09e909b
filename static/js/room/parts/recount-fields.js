import { newId } from "../../shared/ids.js";
import { compact, inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, isPending, shared } from "../state.js";
import { html } from "../ui/html.js";
import { InlineField } from "../ui/inline-field.js";
import { Menu } from "../ui/menu.js";
import { SharedText } from "../ui/shared-text.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";

/** A time as programs and forms write it, 2017-01-31T17:20; it is shown with a space in place of the T. */
const ISO_TIME = /^(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)/;
const FIELDS = [
  ["expected", "What we expected"],
  ["happened", "What happened"],
  ["impact", "What it meant, for whom"],
];

/** A row of the timeline. */
function TimelineRow({ row }) {
  const edit = (name, text) =>
    send("edit_timeline_row", { row: row.id, [name]: text }, { box: `${name}:${row.id}`, text });
  const remove = () => send("delete_timeline_row", { row: row.id });
  const limits = shared.value.limits;
  const time = row.at.replace(ISO_TIME, "$1 ");
  if (!can("edit_timeline_row")) {
    return html`<li><span class="quiet figures">${time}</span><span dir="auto">${row.what}</span></li>`;
  }
  return html`<li>
    <${InlineField} box=${`at:${row.id}`} value=${time} label="When" maxLength=${limits?.when} className="figures"
      onChange=${(text) => edit("at", text)} />
    <${InlineField} box=${`what:${row.id}`} value=${row.what} label="What happened then" maxLength=${limits?.row}
      onChange=${(text) => edit("what", text)} />
    <${Menu} label="⋯" name=${`What you can do with “${row.what.slice(0, 40)}”`}
      items=${compact([
        can("delete_timeline_row") && {
          label: "Delete",
          confirm: "Delete it for everybody? Yes.",
          onSelect: remove,
        },
      ])} />
    <${Unsaved} when=${isPending(row.id)} />
  </li>`;
}

/**
 * Splits "22:00 Replication stops" into the time and what happened. What stands before the first space is a
 * time if it contains a digit.
 * @param {string} text
 * @returns {{at: string, what: string}}
 */
export function splitRow(text) {
  const [, at, what] = text.match(/^(\S*\d\S*)\s+(.+)$/s) ?? [];
  return at ? { at, what } : { at: "", what: text };
}

/** What was expected, what happened, the impact, and the timeline. Everybody edits the same texts. */
export function RecountFields() {
  const { timeline } = shared.value;
  const add = (text) =>
    send("add_timeline_row", { row: newId(), ...splitRow(text) }, { box: "timeline", text });
  return html`<div class="recount">
    <div class="stack">${FIELDS.map(
      ([field, label]) => html`<${SharedText} key=${field} box=${`recount:${field}`}
      label=${label} read=${() => shared.value.recount?.[field] ?? ""} command="edit_recount" data=${{ field }} limit="recount"
      readOnly=${!can("edit_recount")} />`,
    )}</div>
    <section class="stack stack-tight"><h3>In what order</h3>
      <ol class="timeline" role="list">${inOrder(timeline).map((row) => html`<${TimelineRow} key=${row.id} row=${row} />`)}</ol>
      ${
        can("add_timeline_row") &&
        html`<${TextBox} box="timeline" label="When and what"
        placeholder="22:00 Replication stops" limit="row" hints=${false} onSend=${add} />`
      }
    </section>
  </div>`;
}
