import { useEffect, useRef, useState } from "preact/hooks";
import { refusals } from "../state.js";

/**
 * An item that opens for editing and closes again; then the focus is back on its menu.
 * @param {string} box its edit's box: a refusal opens it again
 */
export function useEditing(box) {
  const [chosen, setChosen] = useState(false);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const editing = chosen || Boolean(refusals.value[box]);
  const before = useRef(editing);
  useEffect(() => {
    if (before.current && !editing) place.current?.querySelector("summary")?.focus();
    before.current = editing;
  }, [editing]);
  return { editing, place, edit: () => setChosen(true), leave: () => setChosen(false) };
}
