import { useEffect, useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { FAILED, putBeforeRoom, seenBefore } from "../log-recall.js";
import { LOCALE, noonOf } from "../../shared/format.js";
import { me, shared } from "../state.js";

/** @typedef {import("../../shared/types").RecalledEntry} RecalledEntry */

const SHORTEST = 4;
const PAUSE_MS = 1200;

/** "March", or with its year when that is another one. @param {string} when YYYY-MM-DD */
function month(when) {
  const day = noonOf(when);
  const year = day.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString(LOCALE, { month: "long", year });
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

/** One that is offered. @param {{entry: RecalledEntry, onPut: () => void}} props */
function Offer({ entry, onPut }) {
  return html`<p class="notice seen-before small"><span>Seen before, in ${month(entry.date)}:${" "}
    <a class="strong" href=${`/log/${entry.id}`} target="_blank" rel="noopener" dir="auto">${entry.title}</a>
    ${entry.learning && html`. <span dir="auto">“${entry.learning}”</span>`}
    ${entry.no_longer && html`${" "}<span class="quiet">No longer true, somebody said since.</span>`}
    ${entry.private && html`${" "}<span class="quiet">Only you can read it so far.</span>`}${" "}
    <button type="button" class="link-button" onClick=${onPut}>Put it before the room</button></span></p>`;
}

/**
 * What the log has on the theme or the action at hand; only the facilitator is told.
 * @param {{text: string}} props
 */
export function SeenBefore({ text }) {
  const [found, setFound] = useState(/** @type {RecalledEntry[]} */ ([]));
  const [words, setWords] = useState("");
  const leads = me.value.role === "facilitator";
  useEffect(() => {
    setFound([]);
    if (!leads || text.trim().length < SHORTEST) return undefined;
    let gone = false;
    const show = (entries) => {
      if (!gone) setFound(entries);
    };
    // Offering something is a kindness: when it fails, nobody is disturbed.
    const timer = setTimeout(() => seenBefore(text).then(show, () => {}), PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [leads, text]);
  const put = async (entry) => {
    try {
      await putBeforeRoom(entry.id);
      setFound((all) => all.filter((other) => other.id !== entry.id));
      setWords("Everybody sees it now, at the top.");
    } catch (error) {
      setWords(error instanceof Error && !(error instanceof TypeError) ? error.message : FAILED);
    }
  };
  if (!leads) return null;
  return html`<div class="stack stack-tight">
    ${found.map((entry) => html`<${Offer} key=${entry.id} entry=${entry} onPut=${() => put(entry)} />`)}
    <p class="small quiet" role="status">${words}</p>
  </div>`;
}
