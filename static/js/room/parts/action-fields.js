import { useRef } from "preact/hooks";
import { shared } from "../state.js";
import { html } from "../ui/html.js";
import { useFieldText } from "../ui/steady-field.js";
import { WordingHint } from "../ui/wording-hint.js";
import { exampleOf } from "../words.js";

/** @type {[string, string][]} */
const SIGNAL = [["why", "What did the signal say?"]];

/**
 * The fields of an action, and of what is decided about one of an earlier meeting: name, label, and an example where
 * the kind of meeting makes no difference. The first one must be filled in.
 * @type {Record<string, [string, string, string?][]>}
 */
export const ACTION_FIELDS = {
  step: [
    ["what", "What we will do"],
    ["owner", "Who looks after it"],
    ["due", "By when"],
    ["support", "Help asked for", "What would make it easier?"],
  ],
  experiment: [
    ["hypothesis", "We think that"],
    ["test", "To find out we will"],
    ["signal", "We will watch"],
    ["owner", "Who looks after it"],
    ["due", "We look again on"],
    ["support", "Help asked for", "What would make it easier?"],
  ],
  worked: SIGNAL,
  partly: SIGNAL,
  "did not work": SIGNAL,
  kept: [
    ["due", "Until when"],
    ["why", "A word to it"],
  ],
  redefined: [
    ["what", "In new words"],
    ["why", "A word to it"],
  ],
  dropped: [["why", "Why is it dropped?"]],
};
/** By field, the quiet word after its label where it is not the first one of its form. */
const OPTIONAL = {
  test: "if known",
  signal: "if known",
  owner: "if known",
  due: "if known",
  support: "if any",
  why: "if you like",
};
/** What an empty box of a new action shows by the kind of meeting. */
const WITH_EXAMPLE = ["what", "hypothesis", "test", "signal"];
const HALF_WIDTH = ["owner", "due"];
/** By field, what a hint on it looks at: whether a signal is one depends on the whole experiment. */
const HINTED = { what: ["what"], test: ["test"], signal: ["hypothesis", "test", "signal"] };

/**
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.label
 * @param {string} [props.example]
 * @param {Record<string, string>} props.values of the form
 * @param {Record<string, string>} props.valuesBefore those when the writer left a field last
 * @param {string} props.box of the form
 * @param {string} [props.error] what is wrong with it
 * @param {boolean} props.isAction whether it is one of an action, which has examples
 * @param {boolean} props.isRequired
 * @param {(name: string, value: string) => void} props.onInput
 */
export function ActionField({
  name,
  label,
  example,
  values,
  valuesBefore,
  box,
  error,
  isAction,
  isRequired,
  onInput,
}) {
  const id = `${box}-${name}`;
  const field = useRef(null);
  useFieldText(field, values[name] ?? "");
  const linesOf = (of) => HINTED[name].map((key) => of[key] ?? "");
  const attributes = {
    id,
    ref: field,
    class: "input",
    onInput: (event) => onInput(name, event.target.value),
    placeholder: example ?? (isAction && WITH_EXAMPLE.includes(name) ? exampleOf(name) : undefined),
    dir: name === "due" ? undefined : "auto",
    "aria-required": isRequired ? "true" : undefined,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby":
      [HINTED[name] && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined,
  };
  const { limits } = shared.value;
  return html`<div class=${`field ${HALF_WIDTH.includes(name) ? "field-half" : ""}`}>
    <label class="field-label" for=${id}>${label}${" "}
      ${!isRequired && html`<span class="optional">${OPTIONAL[name]}</span>`}</label>
    ${
      name === "due"
        ? html`<input type="date" ...${attributes} />`
        : name === "owner"
          ? html`<input list="people-here" autocomplete="off" maxlength=${limits?.owner} ...${attributes} />`
          : html`<textarea rows="1" maxlength=${limits?.action} ...${attributes}></textarea>`
    }
    ${error && html`<p class="field-error" id=${`${id}-error`} role="alert">${error}</p>`}
    ${
      HINTED[name] &&
      html`<div id=${`${id}-hint`}><${WordingHint} field=${name === "signal" ? name : "action"}
      lines=${linesOf(values)} linesBefore=${linesOf(valuesBefore)} /></div>`
    }
  </div>`;
}

/**
 * The fields in a draft's text. It may have two lines of JSON: refused values, then those that were typed
 * since. Where both have a value, both are kept; of two dates the newer one.
 * @param {string} [text]
 * @returns {Record<string, string>}
 */
export function parseFields(text = "{}") {
  return text
    .split("\n")
    .map((line) => JSON.parse(line))
    .reduce((all, fields) => {
      const both = (name, value) =>
        name !== "due" && all[name] && value && all[name] !== value
          ? `${all[name]} / ${value}`
          : value || all[name];
      const merged = Object.entries(fields).map(([name, value]) => [name, both(name, value)]);
      return { ...all, ...Object.fromEntries(merged) };
    });
}
