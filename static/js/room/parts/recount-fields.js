import { newId } from "../../shared/ids.js";
import { linesOf } from "../../shared/pasted-list.js";
import { joinNames, startOf } from "../format.js";
import { compact, inOrder } from "../lists.js";
import { RECOUNT } from "../recount.js";
import { send, sendNow } from "../send.js";
import { can, isPending, me, shared } from "../state.js";
import { html } from "../ui/html.js";
import { InlineField } from "../ui/inline-field.js";
import { Menu } from "../ui/menu.js";
import { movesOf } from "../ui/moves.js";
import { SharedText } from "../ui/shared-text.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";
import { exampleOf } from "../words.js";

/** A time as programs and forms write it, 2017-01-31T17:20; it is shown with a space in place of the T. */
const ISO_TIME = /^(\d{4}-\d\d-\d\d)T(?=\d\d:\d\d)/;
const PLACEHOLDERS = {
  expected: "What would have been a good day?",
  happened: "Only what one could have seen.",
  impact: "For customers, for the work, for people.",
};

/** Who else is writing in a text of the recount, where the meeting has names. @param {string} field */
function othersIn(field) {
  const { editing, seats } = shared.value;
  const names = Object.keys(editing?.[field]?.seats ?? {}).flatMap((seat) =>
    seat === me.value.seat ? [] : (seats[seat]?.name ?? []),
  );
  return names.length ? `${joinNames(names)} ${names.length > 1 ? "are" : "is"} writing` : "";
}

/** One text of the recount, which everybody edits. */
function RecountText({ field, label, placeholder }) {
  const isTold = can("mark_editing") && shared.value.meeting.secrecy === "named";
  const onWriting = (editing) => {
    if (isTold) sendNow("mark_editing", { field, editing }, true);
  };
  return html`<${SharedText} box=${`recount:${field}`} label=${label} placeholder=${placeholder}
    read=${() => shared.value.recount?.[field] ?? ""} command="edit_recount" data=${{ field }} limit="recount"
    readOnly=${!can("edit_recount")} others=${othersIn(field)} onWriting=${onWriting} />`;
}

/** A row of the timeline. @param {{row: any, ids: string[]}} props `ids`: those of all rows, in their order */
function TimelineRow({ row, ids }) {
  const edit = (name, text) =>
    send("edit_timeline_row", { row: row.id, [name]: text }, { box: `${name}:${row.id}`, text });
  const remove = () => send("delete_timeline_row", { row: row.id });
  const move = (before) => send("move_timeline_row", { row: row.id, ...before });
  const moves = can("move_timeline_row") ? movesOf(ids, row.id, move) : [];
  const start = startOf(row.what);
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
    <span class="moves">${moves.map(
      ({ sign, label, onSelect }) => html`<button type="button" key=${sign} aria-label=${`${label}: ${start}`}
      class="button button-small button-quiet button-icon" onClick=${onSelect}>${sign}</button>`,
    )}</span>
    <${Menu} label="⋯" name=${`What you can do with “${start}”`}
      items=${compact([
        ...moves,
        can("delete_timeline_row") && {
          label: "Delete",
          confirm: "Delete it for everybody? Yes.",
          onSelect: remove,
        },
      ])} />
    <${Unsaved} when=${isPending(row.id)} />
  </li>`;
}

/** Each line becomes a row. The server finds the time with which it begins. @param {string} text */
function addRows(text) {
  for (const what of linesOf(text))
    send("add_timeline_row", { row: newId(), what }, { box: "timeline", text: what });
}

/** What was expected, what happened, what came of it, and the timeline. Everybody edits the same texts. */
export function RecountFields() {
  const rows = inOrder(shared.value.timeline);
  const ids = rows.map((row) => row.id);
  return html`<div class="recount">
    <div class="told">${RECOUNT.map(
      ([field, label]) =>
        html`<${RecountText} key=${field} field=${field} label=${label} placeholder=${PLACEHOLDERS[field]} />`,
    )}</div>
    <section class="stack stack-tight"><h3>In what order</h3>
      <ol class="timeline" role="list">${rows.map((row) => html`<${TimelineRow} key=${row.id} row=${row} ids=${ids} />`)}</ol>
      ${
        can("add_timeline_row") &&
        html`<${TextBox} box="timeline" label="When and what"
        placeholder=${exampleOf("moment")} hints=${false} onSend=${addRows} />`
      }
    </section>
  </div>`;
}
