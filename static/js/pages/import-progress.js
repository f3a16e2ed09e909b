/** The page of an import at work: says how far it is, and shows what came of it in the end. */

import { find, setText } from "./dom.js";

const LOOK_MS = 700;
const section = find(document, "[data-running]", HTMLElement);
const said = find(section, "[data-how-far]", HTMLElement);
const bar = find(section, "progress", HTMLProgressElement);

setTimeout(look, LOOK_MS);

async function look() {
  const answer = await fetch(section.dataset.running ?? "", { headers: { Accept: "application/json" } })
    // Without a connection it goes on there, and is asked for again.
    .catch(() => null);
  if (answer && !answer.ok) return location.reload();
  const state = answer ? await answer.json() : null;
  if (state && !state.running) return location.reload();
  if (state?.files > 1) {
    bar.max = state.files;
    bar.value = state.done;
  }
  if (state) setText(said, state.said);
  setTimeout(look, LOOK_MS);
}
