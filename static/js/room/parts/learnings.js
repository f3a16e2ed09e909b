import { useState } from "preact/hooks";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Unsaved } from "../ui/unsaved.js";
import { Menu } from "../ui/menu.js";
import { Writing } from "../ui/text-box.js";
import { newId } from "../../shared/ids.js";
import { drafts, send } from "../send.js";
import { can, inOrder, me, refusals, shared, waiting } from "../state.js";
import { wordingHint } from "../wording.js";
import { isWaiting } from "./card.js";

/** @param {{id: string, text: string}} props */
function Learning({ id, text }) {
  const box = `learning:${id}`;
  const { editing, begun, place, edit, leave } = useEditing(box);
  if (editing) {
    const keep = (next, was) => {
      leave();
      send("edit_learning", { learning: id, was, text: next }, { box, text: next });
    };
    return html`<li><${Writing} box=${box} label="The learning" value=${text} limit="learning" action="Save"
      focus=${begun} rows=${3} onSend=${keep} onCancel=${leave} /></li>`;
  }
  const remove = () => send("delete_learning", { learning: id });
  const items = [
    can("edit_learning") && { label: "Edit", do: edit },
    can("delete_learning") && { label: "Delete", sure: "Delete it for everybody? Yes.", do: remove },
  ].filter(Boolean);
  return html`<li class="quote learning" ref=${place}><p dir="auto">${text}</p>
    <${Menu} label="⋯" name="What you can do with this learning" items=${items} />
    <${Unsaved} when=${isWaiting(id)} /></li>`;
}

const PARTS = [
  ["We believed", "that a nightly job is proof"],
  ["we saw", "that none could be restored"],
  ["so next time we", "count only restores that ran this week"],
];

/** A learning as a sentence in three parts, kept apart while it is being written. */
function SentenceFrame({ theme }) {
  const box = `learning-new:${theme ?? ""}`;
  const kept = () => PARTS.map((_, index) => drafts.read(`${box}:${index}`)?.text ?? "");
  const [parts, setParts] = useState(kept);
  const write = (index, text) => {
    drafts.write(`${box}:${index}`, text);
    setParts(parts.map((part, place) => (place === index ? text : part)));
  };
  const said = PARTS.map(([start], index) => `${start} ${parts[index].trim().replace(/[.;,]$/, "")}`);
  const sentence = `${said.join("; ")}.`;
  const hint = wordingHint(parts.join(" "), me.value.hints);
  const whole = parts.every((part) => part.trim());
  const add = (event) => {
    event.preventDefault();
    if (!whole) return;
    for (const index of PARTS.keys()) drafts.clear(`${box}:${index}`);
    setParts(PARTS.map(() => ""));
    send(
      "add_learning",
      { learning: newId(), text: sentence, ...(theme && { theme }) },
      { box, text: sentence },
    );
  };
  return html`<form class="sentence" onSubmit=${add}>
    ${PARTS.map(
      ([start, example], index) => html`<label class="sentence-part"><span class="serif">${start}</span>
      <textarea class="input" rows="1" value=${parts[index]} placeholder=${`… ${example}`} dir="auto"
        onInput=${(event) => write(index, event.target.value)}
        onKeyDown=${(event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && add(event)}></textarea>
      </label>`,
    )}
    ${hint && html`<p class="hint">${hint} <span class="quiet">Only you see this.</span></p>`}
    <div class="row"><button class="button" aria-disabled=${!whole}>Keep this learning</button></div>
  </form>`;
}

/**
 * Finished learnings and the sentence to make the next one.
 * @param {{theme?: string, all?: boolean}} props of one theme, of none, or all
 */
export function Learnings({ theme, all }) {
  const [free, setFree] = useState(false);
  const [more, setMore] = useState(false);
  const fits = (item) => all || item.theme === theme;
  const learnings = inOrder(shared.value.learnings).filter(fits);
  const coming = waiting.value.filter(
    ({ name, data }) =>
      name === "add_learning" && fits(/** @type {any} */ (data)) && !shared.value.learnings?.[data.learning],
  );
  const box = `learning-new:${theme ?? ""}`;
  const typed = ["", ":0", ":1", ":2"].some((part) => drafts.read(box + part)) || refusals.value[box];
  const started = !more && !typed && learnings.length + coming.length > 0;
  const add = (text) =>
    send("add_learning", { learning: newId(), text, ...(theme && { theme }) }, { box, text });
  return html`<section class="learnings stack">
    <ul class="stack" role="list">
      ${learnings.map((item) => html`<${Learning} key=${item.id} ...${item} />`)}
      ${coming.map(
        ({ data }) => html`<li key=${data.learning} class="quote learning"><p>${data.text}</p>
        <${Unsaved} when=${true} /></li>`,
      )}
    </ul>
    ${
      can("add_learning") &&
      started &&
      html`<div>
      <button type="button" class="button button-small"
        onClick=${() => setMore(true)}>Add another learning</button></div>`
    }
    ${
      can("add_learning") &&
      !started &&
      html`<div class="stack-tight stack">
      ${
        free || refusals.value[box] || drafts.read(box)
          ? html`<${Writing} box=${box} label="A learning" limit="learning" rows=${3}
          placeholder="We believed …; we saw …; so next time we …" action="Keep this learning" onSend=${add} />`
          : html`<${SentenceFrame} theme=${theme} />`
      }
      <p><button type="button" class="link-button small quiet" onClick=${() => setFree(!free)}>
        ${free ? "Use the three parts" : "Write it in your own form"}</button></p>
    </div>`
    }
  </section>`;
}
