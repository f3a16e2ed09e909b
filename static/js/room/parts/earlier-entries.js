/** "Have we been here before?" in the room: earlier entries of the log. */

import { useEffect, useRef, useState } from "preact/hooks";
import { LOCALE, noonOf, quoted } from "../../shared/format.js";
import { findEarlierEntries, showToRoom } from "../log-recall.js";
import { me, shared } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";

/** @typedef {import("../../shared/types").RecalledEntry} RecalledEntry */

const MIN_LENGTH = 4;
const PAUSE_MS = 1200;
/** @type {Set<string>} the ids of what was put aside */
const unwanted = new Set();

/** @param {string} day YYYY-MM-DD @returns {string} "March", or "March 2017" when it is not of this year */
function monthOf(day) {
  const date = noonOf(day);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(LOCALE, { month: "long", year });
}

/** The earlier entry that the facilitator shows to everybody. */
export function ShownEntry() {
  const { seen, seen_now } = shared.value;
  const entry = seen_now ? seen?.[seen_now] : undefined;
  if (!entry) return null;
  return html`<div class="question" role="group" aria-label="Seen before">
    <p class="small quiet">Seen before, in ${monthOf(entry.when)}</p>
    <p class="serif lead" dir="auto">${entry.title}</p>
    ${entry.learning && html`<p class="seen-learning" dir="auto">${quoted(entry.learning)}</p>`}
    <${CommandButton} command="clear_question" className="button-small button-quiet">Take it away<//>
  </div>`;
}

/** @param {{entry: RecalledEntry, onShow: () => void, onLeave: () => void}} props */
function Offer({ entry, onShow, onLeave }) {
  const facts = [
    entry.tried && `Of what was decided then, ${entry.tried}.`,
    entry.no_longer && "No longer true, somebody said since.",
    entry.private && "Only you can read it so far.",
  ].filter(Boolean);
  return html`<div class="notice seen-before small">
    <p>Seen before, in ${monthOf(entry.date)}:${" "}
      <a class="strong" href=${`/log/${entry.id}`} target="_blank" rel="noopener" dir="auto">${entry.title}</a></p>
    ${entry.reason && html`<p class="quiet">In it: <span dir="auto">${quoted(entry.reason)}</span></p>`}
    ${entry.learning && html`<p class="seen-learning" dir="auto">${quoted(entry.learning)}</p>`}
    <p class="row">
      <button type="button" class="link-button" onClick=${onShow}>Put it before the room</button>
      <button type="button" class="link-button" onClick=${onLeave}>Not this</button>
      <span class="quiet">${facts.join(" ")}</span></p>
  </div>`;
}

/**
 * Offers the facilitator what the log has on a text. Others see nothing.
 * @param {{text: string}} props the theme or the action at hand
 */
export function EarlierEntries({ text }) {
  const [entries, setEntries] = useState(/** @type {RecalledEntry[]} */ ([]));
  const [status, setStatus] = useState("");
  const said = useRef(/** @type {HTMLElement | null} */ (null));
  const isFacilitator = me.value.role === "facilitator";
  useEffect(() => {
    setEntries([]);
    if (!isFacilitator || text.trim().length < MIN_LENGTH) return undefined;
    let isOutdated = false;
    const setIfCurrent = (found) => {
      if (!isOutdated) setEntries(found.filter(({ id }) => !unwanted.has(id)));
    };
    // It is only an offer: when it fails, nobody is disturbed by a message.
    const timer = setTimeout(() => findEarlierEntries(text).then(setIfCurrent, () => {}), PAUSE_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [isFacilitator, text]);
  const leave = (entry, words) => {
    unwanted.add(entry.id);
    setEntries((all) => all.filter((other) => other.id !== entry.id));
    setStatus(words);
    said.current?.focus();
  };
  const show = async (entry) => {
    try {
      await showToRoom(entry.id);
      leave(entry, "Everybody sees it now, at the top.");
    } catch (error) {
      setStatus(/** @type {Error} */ (error).message);
    }
  };
  if (!isFacilitator) return null;
  return html`<div class="stack stack-tight">
    <p class="small quiet" role="status" tabindex="-1" ref=${said}>${status}</p>
    ${entries.map(
      (entry) => html`<${Offer} key=${entry.id} entry=${entry} onShow=${() => show(entry)}
        onLeave=${() => leave(entry, "Put aside until you reload this page.")} />`,
    )}
  </div>`;
}
