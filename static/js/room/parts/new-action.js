import { newId } from "../../shared/ids.js";
import { nextTimeOf } from "../learning-sentence.js";
import { inOrder } from "../lists.js";
import { send } from "../send.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";
import { ActionForm } from "./action-form.js";

/** @typedef {"step" | "experiment"} ActionKind */

/**
 * What a step or an experiment from a learning begins with: what will be done next time.
 * @param {ActionKind} kind
 * @param {string} learning its id, or ""
 * @returns {Record<string, string> | undefined}
 */
function startFrom(kind, learning) {
  const text = shared.value.learnings?.[learning]?.text;
  if (!text) return undefined;
  const { words, isOurs } = nextTimeOf(text);
  const isStep = kind === "step";
  const begun = isStep || !isOurs ? words[0].toUpperCase() + words.slice(1) : `if we ${words}`;
  return { learning, [isStep ? "what" : "hypothesis"]: begun.slice(0, shared.value.limits?.action) };
}

/**
 * The form for a new action; its kind is chosen first.
 * @param {object} props
 * @param {ActionKind} props.kind
 * @param {(kind: ActionKind) => void} props.onKind hears which other kind is chosen
 * @param {string} [props.learning] the id of the one that it comes from
 * @param {() => void} [props.onSent]
 * @param {() => void} [props.onLeave] given where the form can be put away: then it is the main thing on the page
 * @param {boolean} [props.focus] whether it takes the focus
 */
export function NewAction({ kind, onKind, learning = "", onSent, onLeave, focus }) {
  if (!can("add_action")) return null;
  const box = `new-${kind}${learning ? `:${learning}` : ""}`;
  const theme = shared.value.learnings?.[learning]?.theme;
  const add = (fields, text) => {
    send("add_action", { action: newId(), kind, ...fields }, { box, text });
    onSent?.();
  };
  const kindButton = (value, label) =>
    html`<button type="button" class="segment" aria-pressed=${kind === value}
      onClick=${() => onKind(value)}>${label}</button>`;
  return html`<section class="stack new-action" data-main=${Boolean(onLeave)}>
    <div class="row"><div class="segments" role="group" aria-label="What is it?">
      ${kindButton("step", "A step")}${kindButton("experiment", "An experiment")}</div>
      ${learning && html`<span class="small quiet">from <bdi>${shared.value.themes?.[theme ?? ""]?.name ?? "a learning"}</bdi></span>`}</div>
    <${ActionForm} key=${box} box=${box} kind=${kind} start=${startFrom(kind, learning)} onSend=${add} onLeave=${onLeave} focus=${focus}
      action=${kind === "step" ? "Add the step" : "Add the experiment"} />
    <datalist id="people-here">${inOrder(shared.value.seats).map(
      (seat) => html`<option key=${seat.id} value=${seat.name}></option>`,
    )}</datalist>
  </section>`;
}
