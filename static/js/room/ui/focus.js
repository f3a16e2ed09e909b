/** @type {HTMLElement | null} */
let last = null;

/** What had the focus is gone: it goes to the same thing where that is now, or to the top of the stage. */
function giveBack() {
  if (!last || last.isConnected || document.activeElement !== document.body) return;
  const name = last.getAttribute("aria-label");
  const same = name && document.querySelector(`[aria-label="${CSS.escape(name)}"]`);
  last = null;
  /** @type {HTMLElement | null} */ (same || document.querySelector(".stage-title"))?.focus({
    preventScroll: !same,
  });
}

/** Who works by keyboard never loses their place to something that another person, or they themselves, took away. */
export function keepFocus() {
  addEventListener("focusin", ({ target }) => {
    last = /** @type {HTMLElement} */ (target);
  });
  // Left on purpose, unless it is on its way out of the page at this moment.
  addEventListener("focusout", ({ target }) =>
    queueMicrotask(() => {
      if (last === target && last?.isConnected) last = null;
    }),
  );
  new MutationObserver(giveBack).observe(document.body, { childList: true, subtree: true });
}
