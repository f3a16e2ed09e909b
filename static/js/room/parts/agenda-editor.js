import { useEffect, useState } from "preact/hooks";
import { postJson } from "../../shared/request.js";
import { boot } from "../boot.js";
import { formatPlanned } from "../format.js";
import { inOrder } from "../lists.js";
import { closeDialog, shared } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/** @typedef {{kind: string, title: string, seconds: number, state?: string}} StageItem */

/**
 * @param {StageItem[]} stages
 * @returns {Promise<{level: string, sentence: string}>} what the server says of them
 */
const checkAgenda = (stages) =>
  postJson(
    "/meetings/check-agenda",
    { stages: stages.map(({ kind, title, seconds }) => ({ kind, title, seconds })) },
    boot.csrf,
  ).then((answer) => answer.json());

const PAUSE_MS = 250;
const ICON_BUTTON = "button button-small button-quiet button-icon";

/** One stage. `onMove` gets -1 or 1. */
function StageRow({ item, isFirst, isLast, onChange, onMove, onDrop }) {
  const minutes = Math.round(item.seconds / 6) / 10;
  const isPast = item.state === "done" || item.state === "now";
  return html`<li class="agenda-row">
    <span class=${`dot ${item.kind === "recount" ? "dot-failure" : ""}`}></span>
    <input class="input agenda-title" aria-label="Title" value=${item.title} maxlength=${shared.value.limits?.stage}
      onInput=${(event) => onChange({ title: event.target.value })} />
    <span class="stepper"><input class="input" type="number" min="0.5" step="0.5" value=${minutes}
      aria-label=${`Minutes for ${item.title}`}
      onInput=${({ target }) => target.value > 0 && onChange({ seconds: Math.round(target.value * 60) })} />
      <span class="unit">min</span></span>
    <span class="agenda-moves">
      <button type="button" class=${ICON_BUTTON} aria-label=${`Move ${item.title} up`}
        aria-disabled=${isFirst} onClick=${() => isFirst || onMove(-1)}>↑</button>
      <button type="button" class=${ICON_BUTTON} aria-label=${`Move ${item.title} down`}
        aria-disabled=${isLast} onClick=${() => isLast || onMove(1)}>↓</button>
      <button type="button" class=${ICON_BUTTON} aria-label=${`Drop ${item.title}`} disabled=${isPast}
        onClick=${onDrop}>✕</button></span>
  </li>`;
}

/** The stages that were dropped here and can be added again. */
const droppedStages = (all, items) => all.filter(({ kind }) => !items.some((item) => item.kind === kind));

/** A dialog to change the agenda. It is sent as a whole. */
export function AgendaEditor() {
  const [all] = useState(() => /** @type {StageItem[]} */ (inOrder(shared.value.stages)));
  const [items, setItems] = useState(all);
  const [verdict, setVerdict] = useState({ level: "ok", sentence: "" });
  useEffect(() => {
    const timer = setTimeout(() => checkAgenda(items).then(setVerdict, () => {}), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [items]);
  const change = (place, changes) =>
    setItems(items.map((item, index) => (index === place ? { ...item, ...changes } : item)));
  const move = (place, direction) => {
    const moved = [...items];
    moved.splice(place + direction, 0, ...moved.splice(place, 1));
    setItems(moved);
  };
  const total = items.reduce((sum, item) => sum + item.seconds, 0);
  const failure = items
    .filter((item) => item.kind === "recount")
    .reduce((sum, item) => sum + item.seconds, 0);
  const share = (100 * failure) / (total || 1);
  const data = { stages: items.map(({ kind, title, seconds }) => ({ kind, title, seconds })) };
  const onAnswer = (answer) =>
    answer.ok ? closeDialog() : setVerdict({ level: "refused", sentence: answer.message });
  return html`<${Dialog} title="Change the agenda" className="dialog-wide">
    <ol class="agenda-editor">${items.map(
      (item, index) => html`<${StageRow} key=${item.kind} item=${item}
      isFirst=${index === 0} isLast=${index === items.length - 1}
      onChange=${(changes) => change(index, changes)} onMove=${(direction) => move(index, direction)}
      onDrop=${() => setItems(items.filter((other) => other !== item))} />`,
    )}</ol>
    ${droppedStages(all, items).map(
      (item) => html`<button type="button" class="button button-small"
      onClick=${() => setItems([...items, item])}>Add “${item.title}” again</button>`,
    )}
    <div class="meter" data-level=${verdict.level}>
      <div class="meter-track" aria-hidden="true" style=${{ "--failure": share, "--learning": 100 - share }}>
        <span class="meter-failure"></span><span class="meter-learning"></span></div>
      <p class="meter-words" role="status">
        ${formatPlanned(total)} in all. ${verdict.sentence ?? ""}</p></div>
    <div class="dialog-foot"><button type="button" class="button" onClick=${closeDialog}>Leave it as it was</button>
      <${CommandButton} command="set_agenda" data=${data} className="button-main" quiet onAnswer=${onAnswer}>Use this agenda<//></div>
  <//>`;
}
