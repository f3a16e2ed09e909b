/** The agenda editor. The server judges the agenda; here rows are changed and its verdict is shown. */

import { postJson } from "../shared/request.js";
import { missingStages } from "./agenda-missing.js";
import { debounce } from "./debounce.js";
import { cloneTemplate, find, findAll, showScriptControls } from "./dom.js";
import { makeRowsEditable } from "./editable-rows.js";
import { readStage, stageField, stepMinutes } from "./stage-row.js";
import { drawRefusal, drawVerdict } from "./verdict.js";

/** @typedef {import("./stage-row.js").StageRow} StageRow */

const PAUSE_MS = 200;

/**
 * @param {HTMLElement} root
 * @param {HTMLInputElement} length the field with the minutes of the whole meeting
 * @param {string} csrf
 * @param {() => void} onChange called when the agenda was changed other than by typing
 */
export function agendaEditor(root, length, csrf, onChange) {
  const list = find(root, "[data-list]", HTMLElement);
  const template = find(root, "template[data-blank]", HTMLTemplateElement);
  const agendaMinutes = find(root, "[name=agenda_minutes]", HTMLInputElement);
  /** Counts the changes, to know when an answer of the server is about an agenda from before. */
  let changes = 0;
  /** @type {{minutes?: string}} with `minutes`, the server gives the usual agenda of that length too */
  let usualAgenda = {};

  /** @returns {StageRow[]} */
  const stages = () => findAll(list, "[data-row]").map(readStage);

  async function check() {
    const change = changes;
    const data = { stages: stages(), ...usualAgenda };
    const answer = await postJson("/meetings/check-agenda", data, csrf).catch(() => null);
    const verdict = await answer?.json().catch(() => null);
    if (!verdict || change !== changes) return;
    if (!answer?.ok) return drawRefusal(root, verdict.message);
    if (verdict.stages) setMinutes(verdict.stages);
    else length.value = verdict.minutes;
    drawVerdict(root, verdict, stages().length);
    length.dispatchEvent(new Event("agenda"));
    onChange();
  }
  const checkSoon = debounce(check, PAUSE_MS);

  /** @param {{minutes?: string}} [usual] */
  function changed(usual = {}) {
    changes += 1;
    usualAgenda = usual;
    checkSoon();
  }

  /** @param {StageRow[]} usual the usual agenda: its minutes go to the stages that are here */
  function setMinutes(usual) {
    agendaMinutes.value = length.value;
    for (const row of findAll(list, "[data-row]")) {
      const stage = usual.find(({ kind }) => kind === row.dataset.kind);
      if (stage) stageField(row, "minutes").value = stage.minutes;
    }
  }

  /** @param {StageRow} stage */
  function add(stage) {
    const row = cloneTemplate(template);
    row.dataset.kind = stage.kind;
    stageField(row, "kind").value = stage.kind;
    stageField(row, "title").value = stage.title;
    stageField(row, "minutes").value = stage.minutes;
    row.querySelector("[data-grip]")?.classList.toggle("dot-failure", stage.kind === "recount");
    showScriptControls(row);
    list.append(row);
    return row;
  }

  function rowsChanged() {
    onChange();
    missing.show(stages());
    changed();
  }

  const missing = missingStages(root, (stage) => {
    const row = add(stage);
    rowsChanged();
    stageField(row, "minutes").focus();
  });
  list.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.step) stepMinutes(button, Number(button.dataset.step));
  });
  list.addEventListener("input", () => changed());
  makeRowsEditable(list, rowsChanged);
  length.addEventListener("input", () => changed({ minutes: length.value }));
  missing.show(stages());

  return {
    /** @param {StageRow[]} stages */
    fill(stages) {
      list.replaceChildren();
      stages.forEach(add);
      rowsChanged();
    },
  };
}
