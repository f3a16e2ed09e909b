import { useEffect, useRef, useState } from "preact/hooks";
import { drafts } from "../send.js";
import { refusals } from "../state.js";

/**
 * An item that opens for editing and closes again; then the focus is back on its menu. What was being typed opens
 * it again after a reload, and in the next stage.
 * @param {string} box its edit's box: a refusal opens it again
 */
export function useEditing(box) {
  const [chosen, setChosen] = useState(() => Boolean(drafts.read(box)));
  const [begun, setBegun] = useState(false);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const editing = chosen || Boolean(refusals.value[box]);
  const before = useRef(editing);
  useEffect(() => {
    if (before.current && !editing) place.current?.querySelector("summary")?.focus();
    before.current = editing;
  }, [editing]);
  const edit = () => {
    setChosen(true);
    setBegun(true);
  };
  /** `begun`: it was opened here, so it may take the focus. */
  return { editing, begun, place, edit, leave: () => setChosen(false) };
}
