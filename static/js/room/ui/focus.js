/** @type {HTMLElement | null} */
let lastFocused = null;

/**
 * If the element with the focus has left the page: gives the focus to the element with the same label, or to
 * the title of the stage.
 */
function restoreFocus() {
  if (!lastFocused || lastFocused.isConnected || document.activeElement !== document.body) return;
  const label = lastFocused.getAttribute("aria-label");
  const same = label && document.querySelector(`[aria-label="${CSS.escape(label)}"]`);
  lastFocused = null;
  /** @type {HTMLElement | null} */ (same || document.querySelector(".stage-title"))?.focus({
    preventScroll: !same,
  });
}

/** Makes sure that people who work by keyboard keep their place when somebody takes away what they are on. */
export function keepFocus() {
  addEventListener("focusin", ({ target }) => {
    lastFocused = /** @type {HTMLElement} */ (target);
  });
  // If the element is still on the page in a moment, the person left it on purpose.
  addEventListener("focusout", ({ target }) =>
    queueMicrotask(() => {
      if (lastFocused === target && lastFocused?.isConnected) lastFocused = null;
    }),
  );
  new MutationObserver(restoreFocus).observe(document.body, { childList: true, subtree: true });
}
