import { useEffect, useMemo } from "preact/hooks";
import { closeDialog, openDialog } from "../state.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";
import { keyActions } from "./footer-actions.js";

/**
 * Asks before a key does what the whole room sees: one letter may be part of a sentence. For the same reason no
 * key that ends a word or a sentence says yes.
 */
export function AskFirst() {
  const [, key] = openDialog.value.split(":");
  const found = keyActions().find((other) => other.key === key);
  const asked = useMemo(() => found?.label, [key]);
  // It may have been done meanwhile, mean the opposite now, or belong to a stage that is over.
  const action = found?.label === asked ? found : undefined;
  useEffect(() => {
    if (!action) closeDialog();
  }, [action]);
  if (!action) return null;
  const question = action.question || action.label;
  const confirm = () => {
    closeDialog();
    action.onSelect();
  };
  return html`<${Dialog} title=${question}>
    <p>You pressed a key. Is this what you want? The whole room sees it.</p>
    <div class="dialog-foot">
      <button type="button" class="button" autofocus onClick=${closeDialog}>No</button>
      <button type="button" class="button button-main" onClick=${confirm}>Yes: ${question}</button></div>
  <//>`;
}
