import { useEffect, useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { close, Dialog } from "../ui/dialog.js";
import { postJson } from "../../shared/request.js";
import { boot } from "../boot.js";
import { inOrder, shared } from "../state.js";

/** @typedef {{kind: string, title: string, seconds: number, state?: string}} Item */

/** The server's word on an agenda. @param {Item[]} stages @returns {Promise<{level: string, sentence: string}>} */
const judge = (stages) =>
  postJson(
    "/meetings/check-agenda",
    { stages: stages.map(({ kind, title, seconds }) => ({ kind, title, seconds })) },
    boot.csrf,
  ).then((answer) => answer.json());

const ICON = "button button-small button-quiet button-icon";

function Row({ item, index, last, change, move, drop }) {
  const minutes = Math.round(item.seconds / 6) / 10;
  const past = item.state === "done" || item.state === "now";
  return html`<li class="agenda-row">
    <span class=${`dot ${item.kind === "recount" ? "dot-failure" : ""}`}></span>
    <input class="input agenda-title" aria-label="Title" value=${item.title} maxlength=${shared.value.limits?.stage}
      onInput=${(event) => change({ title: event.target.value })} />
    <span class="stepper"><input class="input" type="number" min="0.5" step="0.5" value=${minutes}
      aria-label=${`Minutes for ${item.title}`}
      onInput=${({ target }) => target.value > 0 && change({ seconds: Math.round(target.value * 60) })} />
      <span class="unit">min</span></span>
    <span class="agenda-moves">
      <button type="button" class=${ICON} aria-label=${`Move ${item.title} up`} disabled=${!index}
        onClick=${() => move(-1)}>↑</button>
      <button type="button" class=${ICON} aria-label=${`Move ${item.title} down`} disabled=${last}
        onClick=${() => move(1)}>↓</button>
      <button type="button" class=${ICON} aria-label=${`Drop ${item.title}`} disabled=${past}
        onClick=${drop}>✕</button></span>
  </li>`;
}

/** Stages that the standard agenda has and this one dropped come back from here. */
const dropped = (all, items) => all.filter(({ kind }) => !items.some((item) => item.kind === kind));

export function AgendaEditor() {
  const [all] = useState(() => /** @type {Item[]} */ (inOrder(shared.value.stages)));
  const [items, setItems] = useState(all);
  const [verdict, setVerdict] = useState({ level: "ok", sentence: "" });
  useEffect(() => {
    const soon = setTimeout(() => judge(items).then(setVerdict, () => {}), 250);
    return () => clearTimeout(soon);
  }, [items]);
  const change = (place, part) =>
    setItems(items.map((item, index) => (index === place ? { ...item, ...part } : item)));
  const move = (place, by) => {
    const next = [...items];
    next.splice(place + by, 0, ...next.splice(place, 1));
    setItems(next);
  };
  const total = items.reduce((sum, item) => sum + item.seconds, 0);
  const failure = items
    .filter((item) => item.kind === "recount")
    .reduce((sum, item) => sum + item.seconds, 0);
  const share = (100 * failure) / (total || 1);
  const data = { stages: items.map(({ kind, title, seconds }) => ({ kind, title, seconds })) };
  const answered = (answer) =>
    answer.ok ? close() : setVerdict({ level: "refused", sentence: answer.message });
  return html`<${Dialog} title="Change the agenda" how="dialog-wide">
    <ol class="agenda-editor">${items.map(
      (item, index) => html`<${Row} key=${item.kind} ...${{ item, index }}
      last=${index === items.length - 1} change=${(part) => change(index, part)} move=${(by) => move(index, by)}
      drop=${() => setItems(items.filter((other) => other !== item))} />`,
    )}</ol>
    ${dropped(all, items).map(
      (item) => html`<button type="button" class="button button-small"
      onClick=${() => setItems([...items, item])}>Add “${item.title}” again</button>`,
    )}
    <div class="meter" data-level=${verdict.level}>
      <div class="meter-track" aria-hidden="true" style=${{ "--failure": share, "--learning": 100 - share }}>
        <span class="meter-failure"></span><span class="meter-learning"></span></div>
      <p class="meter-words" role="status">
        ${Math.round(total / 6) / 10} minutes in all. ${verdict.sentence ?? ""}</p></div>
    <div class="dialog-foot"><button type="button" class="button" onClick=${close}>Leave it as it was</button>
      <${Act} does="set_agenda" data=${data} how="button-main" quiet onAnswer=${answered}>Use this agenda<//></div>
  <//>`;
}
