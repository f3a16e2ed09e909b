import { isField } from "./typing.js";

/** @type {HTMLElement | null} */
let lastFocused = null;

/**
 * If the element with the focus has left the page: gives the focus to the element with the same label, or to
 * the title of the stage. A box looks after itself: see lost-boxes.js.
 */
function restoreFocus() {
  if (!lastFocused || lastFocused.isConnected || document.activeElement !== document.body) return;
  const label = lastFocused.getAttribute("aria-label");
  const same =
    label && !isField(lastFocused) && document.querySelector(`[aria-label="${CSS.escape(label)}"]`);
  lastFocused = null;
  /** @type {HTMLElement | null} */ (same || document.querySelector(".stage-title"))?.focus({
    preventScroll: !same,
  });
}

/** A field that was moved to another place on the page loses the focus in most browsers: it gets it back. */
function refocusMoved(/** @type {MutationRecord[]} */ records) {
  const field = lastFocused;
  if (!isField(field) || !field.isConnected || document.activeElement !== document.body) return;
  const isMoved = records.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(field)));
  if (isMoved) field.focus({ preventScroll: true });
}

/** Makes sure that people who work by keyboard keep their place when somebody takes away what they are on. */
export function keepFocus() {
  addEventListener("focusin", ({ target }) => {
    lastFocused = /** @type {HTMLElement} */ (target);
  });
  // If the element is still on the page in a moment, the person left it on purpose.
  addEventListener("focusout", ({ target }) =>
    setTimeout(() => {
      if (lastFocused === target && document.activeElement !== target) lastFocused = null;
    }),
  );
  const observer = new MutationObserver((records) => {
    refocusMoved(records);
    restoreFocus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}
