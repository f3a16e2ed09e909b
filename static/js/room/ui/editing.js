import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { drafts } from "../seat-stores.js";
import { refusals } from "../state.js";

/**
 * For an item that opens for editing. It is open at the start if there is a draft (after a reload, in the
 * next stage), and opens again after a refusal. When it closes, the focus goes back to the item's menu.
 * @param {string} box of the edit
 * @returns `openedHere`: somebody opened it on this page, so it may take the focus; `element`: ref for the
 *   item
 */
export function useEditing(box) {
  const [isOpen, setOpen] = useState(() => Boolean(drafts.read(box)));
  const [openedHere, setOpenedHere] = useState(false);
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const isRefused = Boolean(refusals.value[box]);
  const isEditing = isOpen || isRefused;
  // It stays open when the sentence has gone, which it does with the next letter.
  useEffect(() => {
    if (isRefused) setOpen(true);
  }, [isRefused]);
  const wasEditing = useRef(isEditing);
  useLayoutEffect(() => {
    if (wasEditing.current && !isEditing) element.current?.querySelector("summary")?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  const edit = () => {
    setOpen(true);
    setOpenedHere(true);
  };
  return { isEditing, openedHere, element, edit, close: () => setOpen(false) };
}
