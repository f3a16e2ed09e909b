import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { setRefusal } from "../answers.js";
import { drafts } from "../seat-stores.js";
import { draftsByBox, refusals } from "../state.js";
import { useBox } from "../ui/box.js";
import { html } from "../ui/html.js";
import { afterPointerUp } from "../ui/pointer.js";
import { ACTION_FIELDS, ActionField, parseFields } from "./action-fields.js";
import { LearningChoice } from "./learning-choice.js";

const CAPTIONS = { step: "A step", experiment: "An experiment" };

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
 * @param {() => void} [props.onLeave] given for a new one that can be put away; what was typed stays
 * @param {boolean} [props.focus] whether to take the focus at the start
 */
export function ActionForm(props) {
  const { box, kind, start = {}, action, onSend, onCancel, onLeave, focus } = props;
  /** An edit starts from this, whatever others make of it meanwhile. */
  const [valuesAtStart] = useState(start);
  /** By field, what is wrong with it. */
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}));
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

  const fieldOf = (/** @type {string} */ name) =>
    /** @type {HTMLTextAreaElement | null | undefined} */ (
      element.current?.querySelector(`[id="${box}-${name}"]`)
    );
  /** The first one must be filled in; a day that is only half typed would get lost. */
  const errorsIn = () => ({
    ...(!values[requiredName]?.trim() && {
      [requiredName]: `Fill in “${requiredLabel}”; the rest can come later.`,
    }),
    ...(fieldOf("due")?.validity.badInput && { due: "Choose a whole day, or none." }),
  });
  useLayoutEffect(() => {
    const first = focus && fieldOf(requiredName);
    if (!first) return;
    first.focus();
    first.setSelectionRange(first.value.length, first.value.length);
  }, []);

  const write = (name, value) => {
    const newValues = { ...values, [name]: value };
    const isEmpty = !onCancel && !Object.values(newValues).some(Boolean);
    drafts.write(box, isEmpty ? "" : JSON.stringify(newValues));
    setErrors(({ [name]: _, ...others }) => others);
    if (refusal) setRefusal(box);
  };
  const endDraft = () => {
    drafts.clear(box);
    setRefusal(box);
  };
  const submit = (event) => {
    event.preventDefault();
    const found = errorsIn();
    setErrors(found);
    if (Object.keys(found).length) return fieldOf(Object.keys(found)[0])?.focus();
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
    onFocusOut=${onFocusOut} novalidate
    aria-label=${CAPTIONS[kind] ?? action}>
    ${fields.map(
      ([name, label, example]) => html`<${ActionField} key=${name}
      ...${{ name, label, example, box, values, valuesBefore }} error=${errors[name]}
      isAction=${kind in CAPTIONS} isRequired=${name === requiredName} onInput=${write} />`,
    )}
    ${!onLeave && CAPTIONS[kind] && html`<${LearningChoice} box=${box} value=${values.learning ?? ""} onInput=${write} />`}
    ${refusal && html`<p class="field-error" role="alert">${refusal}</p>`}
    <div class="row"><button class=${`button ${onLeave ? "button-main" : ""}`}>${action}</button>
      ${onLeave && html`<button type="button" class="link-button small" onClick=${onLeave}>Not now</button>`}
      ${
        onCancel &&
        html`<button type="button" class="button button-quiet"
        onClick=${cancel}>Leave it</button>`
      }</div>
  </form>`;
}
