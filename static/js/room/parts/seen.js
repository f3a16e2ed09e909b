import { useEffect, useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { Act } from "../ui/act.js";
import { boot } from "../boot.js";
import { me, shared } from "../state.js";

/** @typedef {{id: string, title: string, date: string, outcome: string, learning: string}} Recalled */

const SHORTEST = 4;
const PAUSE_MS = 1200;
const LONGEST = 1500;
const FAILED = "It could not be shown. Try again in a moment.";

/** "March", or with its year when that is another one. @param {string} when YYYY-MM-DD */
function month(when) {
  const day = new Date(`${when}T12:00`);
  const year = day.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString(undefined, { month: "long", year });
}

/** @param {string} [text] @param {object} [data] */
async function ask(text, data) {
  const path = `/room/${boot.meeting}/recall${data ? "" : `?text=${encodeURIComponent((text ?? "").slice(0, LONGEST))}`}`;
  const headers = { "X-CSRFToken": boot.csrf, Accept: "application/json", "Content-Type": "application/json" };
  const answer = await fetch(path, data ? { method: "POST", headers, body: JSON.stringify(data) } : { headers });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.message ?? FAILED);
  return body;
}

/** The earlier entry that is before the room, for everybody. */
export function SeenNow() {
  const { seen, seen_now } = shared.value;
  const item = seen_now ? seen?.[seen_now] : undefined;
  if (!item) return null;
  return html`<div class="question" role="group" aria-label="Seen before">
    <p class="small quiet">Seen before, in ${month(item.when)}</p>
    <p class="serif lead" dir="auto">${item.title}</p>
    ${item.learning && html`<p class="seen-learning" dir="auto">“${item.learning}”</p>`}
    <${Act} does="clear_question" how="button-small button-quiet">Take it away<//>
  </div>`;
}

/**
 * What the log has on the theme or the action at hand; only the facilitator is told.
 * @param {{text: string}} props
 */
export function SeenBefore({ text }) {
  const [found, setFound] = useState(/** @type {Recalled[]} */ ([]));
  const [words, setWords] = useState("");
  const leads = me.value.role === "facilitator";
  useEffect(() => {
    if (!leads || text.trim().length < SHORTEST) return setFound([]);
    let gone = false;
    // Offering something is a kindness: when it fails, nobody is disturbed.
    const timer = setTimeout(() => ask(text).then((body) => { if (!gone) setFound(body.entries); }, () => {}), PAUSE_MS);
    return () => { gone = true; clearTimeout(timer); };
  }, [leads, text]);
  /** @param {Recalled} entry */
  const put = (entry) => ask("", { entry: entry.id })
    .then(() => { setFound((all) => all.filter((other) => other.id !== entry.id)); setWords("Everybody sees it now."); })
    .catch((error) => setWords(error instanceof TypeError ? FAILED : error.message));
  if (!leads) return null;
  return html`<div class="stack stack-tight">
    ${found.map((entry) => html`<p class="notice seen-before small" key=${entry.id}><span>Seen before, in ${month(entry.date)}:${" "}
      <a class="strong" href=${`/log/${entry.id}`} target="_blank" rel="noopener" dir="auto">${entry.title}</a>${entry.learning && html`. <span dir="auto">“${entry.learning}”</span>`}${" "}
      <button type="button" class="link-button" onClick=${() => put(entry)}>Put it before the room</button></span></p>`)}
    <p class="visually-hidden" role="status">${words}</p>
  </div>`;
}
