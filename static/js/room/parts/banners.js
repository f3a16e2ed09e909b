import { useEffect, useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { Act } from "../ui/command-button.js";
import { accounts } from "../clock.js";
import { can, inOrder, now, online, open, shared, waiting } from "../state.js";
import { list } from "../format.js";
import { count } from "../../shared/format.js";

const QUIET_MS = 1500;
const VACANT_MS = 30_000;

/** One calm line when the connection is away; a blink of it says nothing. */
export function OfflineLine() {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const soon = setTimeout(() => setAway(!online.value), online.value ? 0 : QUIET_MS);
    return () => clearTimeout(soon);
  }, [online.value]);
  const kept = waiting.value.filter((command) => !command.until).length;
  return html`<div role="status" class="offline-slot">
    ${
      away &&
      html`<p class="offline">No connection right now. Go on writing: it is kept here and sent once you are
      back.${kept ? ` ${count(kept, "thing")} not saved yet.` : ""}</p>`
    }
  </div>`;
}

/** When nobody facilitates any more, anyone may. */
export function ChairLine() {
  const since = shared.value.chair?.vacant_since;
  if (since === undefined || !can("take_chair") || now() - since < VACANT_MS) return null;
  return html`<div class="notice"><p>Nobody is facilitating right now. The room can go on with one of you.</p>
    <div class="row"><${Act} does="take_chair">Take the chair<//></div></div>`;
}

/** Why the clock stands still, and who can let it go on. */
export function PausedLine() {
  const { meeting, clock, seats } = shared.value;
  if (meeting.status !== "paused") return null;
  const who = list(
    inOrder(seats)
      .filter((seat) => seat.role === "facilitator" && seat.here)
      .map((seat) => seat.name),
  );
  const why = clock.emptied
    ? "Paused since everybody left."
    : "Paused. The clock stands still; you can go on writing.";
  const how = can("resume") ? "Go on when you are ready." : who && `${who} can let it go on.`;
  return html`<p class="notice">${why} ${how}</p>`;
}

/** Drift has used the failure's time up: park the point, or turn it. */
export function DriftLine() {
  const { clock, ledger, turn } = shared.value;
  if (!clock.drift) return null;
  const left = ledger.planned_failure_ms - accounts(shared.value, now()).failure;
  if (left > 0) {
    return html`<p class="notice notice-failure">You are back on the failure. This time comes out of its tenth.</p>`;
  }
  return html`<div class="notice notice-failure">
    <p>The failure has used its time up. Park the point, or turn it:</p>
    ${turn && html`<p class="serif lead">${turn}</p>`}
    <div class="row"><button type="button" class="button" onClick=${() => {
      open.value = "notes:parked";
    }}>
        Park the point</button>
      <${Act} does="end_drift">Back to learning<//></div>
  </div>`;
}
