import { useLayoutEffect, useRef } from "preact/hooks";
import { open } from "../state.js";
import { html } from "./html.js";

export const close = () => {
  open.value = "";
};

/**
 * A native dialog: the browser keeps the focus inside, closes on Escape and gives the focus back.
 * @param {{title: string, how?: string, onClose?: () => void, children?: any}} props `how`: more classes
 *   ("sheet": at the side)
 */
export function Dialog({ title, how = "", onClose = close, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  // Closed before it leaves the page, or the browser could not give the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  /** The one that is taken away says that it closes too, when another may be open already. */
  const closed = () => dialog.current && onClose();
  const outside = (event) => event.target === dialog.current && onClose();
  return html`<dialog class=${`dialog ${how}`} ref=${dialog} aria-label=${title} onClose=${closed} onClick=${outside}>
    <header class="dialog-head"><h2>${title}</h2>
      <button type="button" class="button button-quiet button-icon" aria-label="Close"
        onClick=${onClose}>✕</button></header>
    ${children}
  </dialog>`;
}
