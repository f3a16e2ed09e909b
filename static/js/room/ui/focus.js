import { isField } from "./typing.js";

/** What goes away by itself, while what is around it stays; and the rows of buttons in which any can go. */
const ITEMS = "li, .theme-box, .empty";
const ROWS = ".pane-head, .moves";
/** What takes the place of a button in the foot comes a moment later, with what is open to me. */
const FOOT_WAIT_MS = 300;

/** @type {HTMLElement | null} */
let lastFocused = null;
/** Which action of the foot had the focus last. @type {string | undefined} */
let lastPlace;

/** What can take the focus, in the first place the menu of a card. */
const TARGETS = ["summary", "button, input, textarea, a[href]"];

/** @param {Node | null} node @returns {HTMLElement | undefined} the first thing in it that can take the focus */
function targetIn(node) {
  if (!(node instanceof HTMLElement)) return undefined;
  const found = TARGETS.flatMap((selector) => [
    ...(node.matches(selector) ? [node] : []),
    .../** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll(selector)),
  ]);
  return found.find((element) => element.checkVisibility());
}

/**
 * What is nearest to an item of a list that has gone: the next item, the one before, or what comes after the list.
 * @param {MutationRecord[]} records
 * @param {Node} gone
 */
function neighbourOf(records, gone) {
  const matches = (/** @type {any} */ node, /** @type {string} */ selector) => node.matches?.(selector);
  const record = records.find(
    ({ target, removedNodes }) =>
      target.isConnected &&
      [...removedNodes].some(
        (node) => node.contains(gone) && (matches(node, ITEMS) || matches(target, ROWS)),
      ),
  );
  if (!record) return undefined;
  const list = /** @type {Element} */ (record.target);
  const near = [record.nextSibling, record.previousSibling, list.nextElementSibling, list.parentElement];
  return near.map(targetIn).find(Boolean);
}

/** Gives the focus to the same action of the foot in its new form, or to the main button, or to the title. */
function focusPlace(/** @type {string} */ place) {
  if (document.activeElement !== document.body) return;
  const found = [`.foot [data-place="${place}"]`, ".foot .button-main", ".stage-title"].map(
    (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector)),
  );
  found.find((element) => element?.checkVisibility())?.focus({ preventScroll: true });
}

/**
 * If the element with the focus has left the page: gives the focus to the element with the same label, to what was
 * next to it in a list, or to the title of the stage. A box looks after itself: see lost-boxes.js.
 */
function restoreFocus(/** @type {MutationRecord[]} */ records) {
  if (!lastFocused || lastFocused.isConnected || document.activeElement !== document.body) return;
  const label = lastFocused.getAttribute("aria-label");
  const alike =
    label && !isField(lastFocused) ? document.querySelectorAll(`[aria-label="${CSS.escape(label)}"]`) : [];
  const same = [...alike].find((element) => element.checkVisibility());
  const near = same || neighbourOf(records, lastFocused);
  lastFocused = null;
  if (lastPlace) return setTimeout(focusPlace, FOOT_WAIT_MS, lastPlace);
  /** @type {HTMLElement | null} */ (near || document.querySelector(".stage-title"))?.focus({
    preventScroll: !near,
  });
}

/** What was moved to another place on the page loses the focus in most browsers: it gets it back. */
function refocusMoved(/** @type {MutationRecord[]} */ records) {
  const moved = lastFocused;
  if (!moved?.isConnected || document.activeElement !== document.body) return;
  const isMoved = records.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(moved)));
  if (isMoved) moved.focus({ preventScroll: true });
}

/** Makes sure that people who work by keyboard keep their place when somebody takes away what they are on. */
export function keepFocus() {
  addEventListener("focusin", ({ target }) => {
    lastFocused = /** @type {HTMLElement} */ (target);
    lastPlace =
      lastFocused.dataset.place ?? (lastFocused.matches(".foot > .button-main") ? "main" : undefined);
  });
  // If the element is still on the page in a moment, the person left it on purpose.
  addEventListener("focusout", ({ target }) =>
    setTimeout(() => {
      if (lastFocused === target && document.activeElement !== target) lastFocused = null;
    }),
  );
  const observer = new MutationObserver((records) => {
    refocusMoved(records);
    restoreFocus(records);
  });
  observer.observe(document.body, { childList: true, subtree: true });
}
