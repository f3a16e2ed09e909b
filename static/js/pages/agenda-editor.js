/** The agenda editor. The server judges the agenda; here rows are moved and its verdict is drawn. */
import { postJson } from "../shared/request.js";
import { all, find, reveal, settled } from "./dom.js";
import { editRows } from "./editable-rows.js";
import { field, read, step } from "./stage-row.js";
import { drawRefusal, drawVerdict } from "./verdict.js";

/** @typedef {import('./stage-row.js').StageRow} StageRow */

/**
 * @param {HTMLElement} root
 * @param {HTMLInputElement} length the field with the minutes of the whole meeting
 * @param {string} csrf
 * @param {() => void} kept called when the agenda was changed by a button
 */
export function agendaEditor(root, length, csrf, kept) {
  const list = find(root, "[data-list]", HTMLElement);
  const blank = find(root, "template[data-blank]", HTMLTemplateElement);
  const madeFor = find(root, "[name=agenda_minutes]", HTMLInputElement);
  const leftOut = find(root, "[data-left-out]", HTMLElement);
  /** @type {Record<string, string>} */
  const titles = JSON.parse(find(root, "[data-titles]", HTMLElement).textContent ?? "{}");
  let edits = 0;

  /** @returns {StageRow[]} */
  const rows = () => all(list, "[data-row]").map(read);

  /** @param {{minutes?: string}} [standard] asks for the usual agenda of that length too */
  async function ask(standard = {}) {
    const turn = edits;
    const answer = await postJson("/meetings/check-agenda", { stages: rows(), ...standard }, csrf).catch(
      () => null,
    );
    const verdict = await answer?.json().catch(() => null);
    if (!verdict || turn !== edits) return;
    if (!answer?.ok) return drawRefusal(root, verdict.message);
    if (verdict.stages) spread(verdict.stages);
    else length.value = verdict.minutes;
    drawVerdict(root, verdict, rows().length);
    length.dispatchEvent(new Event("agenda"));
    kept();
  }
  /** @type {{minutes?: string}} */
  let wanted = {};
  const soon = settled(() => ask(wanted), 200);
  const check = () => {
    edits += 1;
    wanted = {};
    soon();
  };

  /** @param {StageRow[]} stages the usual minutes, for the stages that are still here */
  function spread(stages) {
    madeFor.value = length.value;
    for (const row of all(list, "[data-row]")) {
      const usual = stages.find((stage) => stage.kind === row.dataset.kind);
      if (usual) field(row, "minutes").value = usual.minutes;
    }
  }

  /** @param {StageRow} stage */
  function add(stage) {
    const row = /** @type {HTMLElement} */ (blank.content.firstElementChild?.cloneNode(true));
    row.dataset.kind = stage.kind;
    field(row, "kind").value = stage.kind;
    field(row, "title").value = stage.title;
    field(row, "minutes").value = stage.minutes;
    row.querySelector("[data-grip]")?.classList.toggle("dot-failure", stage.kind === "recount");
    reveal(row);
    list.append(row);
  }

  /** Every kind of stage that is not in the list can be brought back. */
  function offerLeftOut() {
    const present = new Set(rows().map((row) => row.kind));
    const missing = Object.keys(titles).filter((kind) => !present.has(kind));
    for (const button of all(leftOut, "button")) button.remove();
    leftOut.append(...missing.map(offer));
    leftOut.hidden = missing.length === 0;
  }

  /** @param {string} kind */
  function offer(kind) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = `Add “${titles[kind]}” back`;
    button.addEventListener("click", () => {
      add({ kind, title: titles[kind] ?? kind, minutes: kind === "recount" ? "1" : "5" });
      changed();
      field(/** @type {HTMLElement} */ (list.lastElementChild), "minutes").focus();
    });
    return button;
  }

  function changed() {
    kept();
    offerLeftOut();
    check();
  }

  list.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.step) step(button, Number(button.dataset.step));
  });
  list.addEventListener("input", check);
  editRows(list, { changed, removed: (row) => row.remove() });
  length.addEventListener("input", () => {
    edits += 1;
    wanted = { minutes: length.value };
    soon();
  });
  offerLeftOut();

  return {
    /** @param {StageRow[]} stages */
    fill(stages) {
      list.replaceChildren();
      stages.forEach(add);
      changed();
    },
  };
}
