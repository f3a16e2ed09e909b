import { useEffect, useRef, useState } from "preact/hooks";
import { inOrder } from "../lists.js";
import { ActionList } from "../parts/actions.js";
import { EarlierEntries } from "../parts/earlier-entries.js";
import { LearnedList, learnedInOrder } from "../parts/learned.js";
import { NewAction } from "../parts/new-action.js";
import { can, draftsByBox, refusals, shared } from "../state.js";
import { Dialog } from "../ui/dialog.js";
import { useFocusAfter } from "../ui/focus-after.js";
import { html } from "../ui/html.js";
import { isNarrow } from "../ui/narrow.js";

/**
 * @returns {string} what to look for in the log: the action that was written last, or else what was learned
 */
function recallText() {
  const { actions, learnings } = shared.value;
  const last = inOrder(actions).at(-1);
  const texts = last ? [last.what, last.hypothesis, last.test] : inOrder(learnings).map((item) => item.text);
  return texts.filter(Boolean).join("\n");
}

/** @typedef {{kind: "step" | "experiment", learning: string, byHand?: boolean}} Form which new action is being written; `learning`: its id or "" */

const BOX = /^new-(step|experiment)(?::(.+))?$/;

/** The form of a draft, or of words that came back. @param {object} byBox @returns {Form | undefined} */
function begunIn(byBox) {
  const [, kind, learning = ""] =
    Object.keys(byBox)
      .find((box) => BOX.test(box))
      ?.match(BOX) ?? [];
  return kind ? { kind: /** @type {Form["kind"]} */ (kind), learning } : undefined;
}

/** The form of a new step or experiment: beside the learnings, or on a phone as a sheet from below. */
function ActionSheet({ form, onChange, onClose }) {
  const contents = html`<${NewAction} key=${form.learning} kind=${form.kind} learning=${form.learning} focus=${form.byHand}
    onKind=${(kind) => onChange({ ...form, kind, byHand: false })} onSent=${onClose} onLeave=${onClose} />`;
  if (!isNarrow.value) return html`<div class="card action-sheet">${contents}</div>`;
  const title = form.kind === "step" ? "A new step" : "A new experiment";
  return html`<${Dialog} title=${title} className="sheet-below action-sheet" onClose=${onClose}>${contents}<//>`;
}

export function Commit() {
  const [form, setForm] = useState(() => begunIn(draftsByBox.value));
  const opener = useRef(/** @type {HTMLElement | null} */ (null));
  const focusAfter = useFocusAfter();
  const number = Object.keys(shared.value.actions ?? {}).length;
  const learnings = learnedInOrder();
  useEffect(() => {
    const refused = begunIn(refusals.value);
    if (refused) setForm(refused);
  }, [refusals.value]);
  const close = () => {
    setForm(undefined);
    focusAfter(opener);
  };
  /** Opens a form, or closes it with the button that opened it. */
  const toggle = ({ currentTarget }, /** @type {Form["kind"]} */ kind, /** @type {string} */ learning) => {
    if (currentTarget.ariaExpanded === "true") return close();
    opener.current = currentTarget;
    setForm({ kind, learning, byHand: true });
  };
  return html`<div class="deciding">
    <section class="stack stack-tight" aria-labelledby="learned">
      <div class="pane-head"><h3 id="learned">What we learned <span class="small quiet">${learnings.length}</span></h3></div>
      ${!learnings.length && html`<p class="empty">No learning was written yet. Write one under Notes, or decide without.</p>`}
      <${LearnedList} form=${form} onToggle=${toggle} />
    </section>
    <section class="stack stack-tight" aria-labelledby="decided">
      <div class="pane-head"><h3 id="decided">What we will do <span class="small quiet">${number}</span></h3>
        ${
          can("add_action") &&
          html`<button type="button" class="button button-small" aria-expanded=${Boolean(form && !form.learning)}
          onClick=${(event) => toggle(event, "step", "")}>Without a learning</button>`
        }</div>
      ${form && html`<${ActionSheet} form=${form} onChange=${setForm} onClose=${close} />`}
      ${
        !number &&
        !form &&
        html`<p class="empty">A few steps that will happen are worth more than many that may. Begin with the
        learning that had the most votes.</p>`
      }
      <${ActionList} />
      <${EarlierEntries} text=${recallText()} />
    </section>
  </div>`;
}
