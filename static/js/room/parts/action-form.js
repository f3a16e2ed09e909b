import { useEffect, useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { drafts, say } from "../send.js";
import { inOrder, refusals, shared } from "../state.js";

const FIELDS = {
  step: [
    ["what", "What we will do", "Restore last night’s backup into an empty host every day"],
    ["owner", "Who looks after it"],
    ["due", "By when"],
    ["support", "Help asked for", "What would make it easier?"],
  ],
  experiment: [
    ["hypothesis", "We think that", "if two people run each repair, wrong hosts stop"],
    ["test", "To find out we will", "pair on every repair for six weeks"],
    ["signal", "We will watch", "wrong-host commands typed"],
    ["owner", "Who looks after it"],
    ["due", "We look again on"],
    ["support", "Help asked for", "What would make it easier?"],
  ],
};
const OPTIONAL = ["support"];

function Field({ name, label, example, value, write, box }) {
  const id = `${box}-${name}`;
  const input = (event) => write(name, event.target.value);
  const rest = { id, class: "input", value, onInput: input, placeholder: example };
  return html`<div class=${`field ${["owner", "due"].includes(name) ? "field-half" : ""}`}>
    <label class="field-label" for=${id}>${label}${" "}
      ${OPTIONAL.includes(name) && html`<span class="optional">if any</span>`}</label>
    ${
      name === "due"
        ? html`<input type="date" ...${rest} />`
        : name === "owner"
          ? html`<input list="people-here" autocomplete="off" maxlength=${shared.value.limits?.owner} ...${rest} />`
          : html`<textarea rows="1" maxlength=${shared.value.limits?.action} ...${rest}></textarea>`
    }
  </div>`;
}

/**
 * The fields of a draft. After a refusal there may be two, one a line: then neither is lost.
 * @returns {Record<string, string>}
 */
function fieldsOf(text = "{}") {
  return text
    .split("\n")
    .map((line) => JSON.parse(line))
    .reduce((all, fields) => {
      const both = (name, value) =>
        all[name] && value && all[name] !== value ? `${all[name]} / ${value}` : value || all[name];
      const merged = Object.entries(fields).map(([name, value]) => [name, both(name, value)]);
      return { ...all, ...Object.fromEntries(merged) };
    });
}

/**
 * The form of a step or an experiment. What is typed is kept until it is saved.
 * @param {{box: string, kind: "step" | "experiment", start?: Record<string, string>, action: string,
 *   onSend: (fields: Record<string, string>, text: string) => void, onCancel?: () => void}} props
 */
export function ActionForm({ box, kind, start = {}, action, onSend, onCancel }) {
  const kept = () => ({ ...start, ...fieldsOf(drafts.read(box)?.text) });
  const [fields, setFields] = useState(kept);
  const [missing, setMissing] = useState(false);
  const refusal = refusals.value[box];
  useEffect(() => {
    if (refusal) setFields(kept());
  }, [refusal]);
  const needed = FIELDS[kind][0][0];
  const write = (name, value) => {
    const next = { ...fields, [name]: value };
    drafts.write(box, JSON.stringify(next));
    setFields(next);
    setMissing(false);
  };
  const leave = () => {
    drafts.clear(box);
    say(box);
  };
  const save = (event) => {
    event.preventDefault();
    if (!fields[needed]?.trim()) return setMissing(true);
    leave();
    const names = [...FIELDS[kind].map(([name]) => name), "learning"].filter(
      (name) => fields[name] !== undefined,
    );
    const given = Object.fromEntries(names.map((name) => [name, fields[name].trim()]));
    if (!onCancel) setFields({ ...start });
    onSend(given, JSON.stringify(given));
  };
  const learnings = inOrder(shared.value.learnings);
  return html`<form class="action-form" data-box=${box} onSubmit=${save}
    aria-label=${kind === "step" ? "A step" : "An experiment"}>
    ${FIELDS[kind].map(
      ([name, label, example]) => html`<${Field} key=${name}
      ...${{ name, label, example, write, box }} value=${fields[name] ?? ""} />`,
    )}
    ${
      learnings.length > 0 &&
      html`<div class="field">
      <label class="field-label" for=${`${box}-learning`}>It comes from <span class="optional">if any</span></label>
      <select class="input" id=${`${box}-learning`} value=${fields.learning ?? ""}
        onChange=${(event) => write("learning", event.target.value)}>
        <option value="">None of them</option>${learnings.map(
          (item) => html`<option key=${item.id} value=${item.id}>
          ${item.text.slice(0, 90)}</option>`,
        )}</select></div>`
    }
    ${
      (missing || refusal) &&
      html`<p class="field-error" role="alert">
      ${refusal || `Fill in “${FIELDS[kind][0][1]}”; the rest can come later.`}</p>`
    }
    <div class="row"><button class="button">${action}</button>
      ${
        onCancel &&
        html`<button type="button" class="button button-quiet"
        onClick=${() => {
          leave();
          onCancel();
        }}>Leave it</button>`
      }</div>
  </form>`;
}
