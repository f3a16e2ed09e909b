/**
 * A box can go away while somebody writes in it: the stage goes on, another theme begins, somebody deletes what
 * is being changed. The writer's next letter is to go on in a box. If the draft has another box on the page, that
 * one takes the focus; else the box is drawn once more where the eye is, by `LostBoxes`.
 */

import { useLayoutEffect, useRef } from "preact/hooks";
import { openDialog } from "../state.js";
import { keepBox, putAway } from "./lost-boxes.js";
import { isField, noteTyping } from "./typing.js";

/**
 * @typedef {import("./lost-boxes.js").Drawing} Drawing
 * @typedef {import("./lost-boxes.js").Place} Place
 */

const FIELDS = "input, textarea, select";
const CLOSED_PART = "details:not([open])";

/** The boxes on the page, with their names. @type {Map<HTMLElement, string>} */
const boxes = new Map();

/** @param {HTMLElement} element a box @returns {Place | undefined} undefined when nobody writes in it */
function placeIn(element) {
  const field = /** @type {HTMLTextAreaElement} */ (document.activeElement);
  if (!isField(field) || !element.contains(field)) return undefined;
  const index = [...element.querySelectorAll(FIELDS)].indexOf(field);
  return { index, start: field.selectionStart ?? null, end: field.selectionEnd ?? null };
}

/** Goes on writing in a box. @param {HTMLElement} element @param {Place} place */
export function writeOn(element, { index, start, end }) {
  for (let part = element.closest(CLOSED_PART); part; part = element.closest(CLOSED_PART)) {
    part.setAttribute("open", "");
  }
  const field = /** @type {HTMLTextAreaElement | undefined} */ (element.querySelectorAll(FIELDS)[index]);
  field?.focus();
  if (field && start !== null) field.setSelectionRange(start, end);
}

/** A box with this name that somebody can write in now, if there is one. @param {string} box */
function boxOnPage(box) {
  const dialog = document.querySelector("dialog:modal");
  const isOpen = (/** @type {HTMLElement} */ element) => !dialog || dialog.contains(element);
  return [...boxes.keys()].find((element) => boxes.get(element) === box && isOpen(element));
}

/** @param {string} box @param {HTMLElement} element @param {Drawing} drawing */
function leave(box, element, drawing) {
  boxes.delete(element);
  const place = placeIn(element);
  if (!place) return;
  noteTyping();
  const dialog = openDialog.value;
  // When all that changes has changed, and before any key.
  queueMicrotask(() => {
    const other = boxOnPage(box);
    if (other) writeOn(other, place);
    else keepBox({ ...drawing, box, place, dialog });
  });
}

/** A box has come (back) to its own place: there is no need of another one. */
function arrive(/** @type {string} */ box, /** @type {HTMLElement} */ element) {
  boxes.set(element, box);
  if (!element.closest("[data-lost], dialog") && element.checkVisibility()) putAway(box);
}

/**
 * Lets the writer go on when the box goes away.
 * @param {string} box the name that its draft is kept under, "" while it is closed; the drafts of its parts have
 *   names that go on with ":"
 * @param {{current: HTMLElement | null}} ref the box
 * @param {Drawing} drawing
 */
export function useBox(box, ref, drawing) {
  const latest = useRef(drawing);
  latest.current = drawing;
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || !box) return undefined;
    arrive(box, element);
    return () => leave(box, element, latest.current);
  }, [box]);
}
