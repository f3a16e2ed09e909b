import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import { closeDialog } from "../state.js";
import { html } from "./html.js";
import { isComposing } from "./keys.js";
import { afterPointerUp } from "./pointer.js";

/**
 * A native dialog: the browser keeps the focus inside, closes it on Escape, and gives the focus back.
 * @param {{title: string, className?: string, onClose?: () => void, children?: any}} props `className`:
 *   classes besides "dialog"; "sheet" puts it at the side
 */
export function Dialog({ title, className = "", onClose = closeDialog, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  /** It opens before a field in it takes the focus: refs come before effects. */
  const open = useCallback((/** @type {HTMLDialogElement | null} */ element) => {
    dialog.current = element;
    element?.showModal();
  }, []);
  // It is closed before it leaves the page: else the browser can't give the focus back.
  useLayoutEffect(() => () => dialog.current?.close(), []);
  /**
   * A dialog that leaves the page fires `close` too, when another one may be open already. Its ref is empty
   * then.
   */
  const onNativeClose = () => dialog.current && onClose();
  /** A field that this press has left saves first, since it goes away with the dialog. */
  const closeAfterSaving = () => afterPointerUp(onClose);
  const onBackdropClick = (event) => event.target === dialog.current && closeAfterSaving();
  /** Escape that drops what an input method suggests leaves the dialog open. */
  const onKeyDown = (event) => event.key === "Escape" && isComposing(event) && event.preventDefault();
  return html`<dialog class=${`dialog ${className}`} ref=${open} aria-label=${title} onClose=${onNativeClose}
    onClick=${onBackdropClick} onKeyDown=${onKeyDown}>
    <div class="dialog-head"><h2>${title}</h2>
      <button type="button" class="button button-quiet button-icon" aria-label="Close"
        onClick=${closeAfterSaving}>✕</button></div>
    ${children}
  </dialog>`;
}
