import { useRef, useState } from "preact/hooks";
import { inOrder } from "../lists.js";
import { drafts, setRefusal } from "../send.js";
import { draftsByBox, refusals, shared } from "../state.js";
import { useBox } from "../ui/box.js";
import { html } from "../ui/html.js";
import { afterPointerUp } from "../ui/pointer.js";
import { ACTION_FIELDS, ActionField, parseFields } from "./action-fields.js";

const MAX_OPTION = 90;
const CAPTIONS = { step: "A step", experiment: "An experiment" };

/** @param {{box: string, value: string, onInput: (name: string, value: string) => void}} props */
function LearningChoice({ box, value, onInput }) {
  const learnings = inOrder(shared.value.learnings);
  if (!learnings.length) return null;
  return html`<div class="field">
    <label class="field-label" for=${`${box}-learning`}>It comes from <span class="optional">if any</span></label>
    <select class="input" id=${`${box}-learning`} value=${value}
      onChange=${(event) => onInput("learning", event.target.value)}>
      <option value="">None of them</option>${learnings.map(
        (item) => html`<option key=${item.id} value=${item.id}>
        ${item.text.slice(0, MAX_OPTION)}</option>`,
      )}</select></div>`;
}

/**
 * The form of a step or an experiment, or of a decision about an earlier one. What is typed is kept as a draft until
 * it is saved.
 * @param {object} props
 * @param {string} props.box the name that the draft is kept under
 * @param {string} props.kind one of `ACTION_FIELDS`
 * @param {Record<string, string>} [props.start] the values that an edit starts from
 * @param {string} props.action the label of the button
 * @param {(fields: Record<string, string>, text: string) => void} props.onSend `text`: the fields as JSON,
 *   for the draft if they are refused
 * @param {() => void} [props.onCancel] given for an edit: then there is a button to cancel it
 */
export function ActionForm(props) {
  const { box, kind, start = {}, action, onSend, onCancel } = props;
  /** An edit starts from this, whatever others make of it meanwhile. */
  const [valuesAtStart] = useState(start);
  const [isMissing, setMissing] = useState(false);
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const values = { ...valuesAtStart, ...parseFields(draftsByBox.value[box]?.text) };
  const [valuesBefore, setValuesBefore] = useState(values);
  const refusal = refusals.value[box];
  const fields = ACTION_FIELDS[kind];
  const [requiredName, requiredLabel] = fields[0];
  useBox(box, element, {
    isNew: !onCancel,
    caption: CAPTIONS[kind] ?? action,
    draw: () => html`<${ActionForm} ...${props} />`,
  });

  const write = (name, value) => {
    const newValues = { ...values, [name]: value };
    const isEmpty = !onCancel && !Object.values(newValues).some(Boolean);
    drafts.write(box, isEmpty ? "" : JSON.stringify(newValues));
    setMissing(false);
    if (refusal) setRefusal(box);
  };
  const endDraft = () => {
    drafts.clear(box);
    setRefusal(box);
  };
  const submit = (event) => {
    event.preventDefault();
    if (!values[requiredName]?.trim()) return setMissing(true);
    endDraft();
    const names = [...fields.map(([name]) => name), "learning"].filter((name) => values[name] !== undefined);
    const sent = Object.fromEntries(names.map((name) => [name, values[name].trim()]));
    onSend(sent, JSON.stringify(sent));
  };
  /** Whoever goes on to the signal has not left it out. */
  const onFocusOut = () =>
    afterPointerUp(() => document.activeElement?.id !== `${box}-signal` && setValuesBefore(values));
  const cancel = () => {
    endDraft();
    onCancel?.();
  };
  return html`<form class="action-form" data-box=${box} ref=${element} onSubmit=${submit}
    onFocusOut=${onFocusOut} aria-label=${CAPTIONS[kind] ?? action}>
    ${fields.map(
      ([name, label, example]) => html`<${ActionField} key=${name}
      ...${{ name, label, example, box, values, valuesBefore }} onInput=${write} />`,
    )}
    ${CAPTIONS[kind] && html`<${LearningChoice} box=${box} value=${values.learning ?? ""} onInput=${write} />`}
    ${
      (isMissing || refusal) &&
      html`<p class="field-error" role="alert">
      ${refusal || `Fill in “${requiredLabel}”; the rest can come later.`}</p>`
    }
    <div class="row"><button class="button">${action}</button>
      ${
        onCancel &&
        html`<button type="button" class="button button-quiet"
        onClick=${cancel}>Leave it</button>`
      }</div>
  </form>`;
}
