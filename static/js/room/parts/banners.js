import { useEffect, useState } from "preact/hooks";
import { count } from "../../shared/format.js";
import { failureTimeLeft } from "../failure-time.js";
import { joinNames } from "../format.js";
import { inOrder } from "../lists.js";
import { can, now, online, pendingCommands, savingDelayed, shared, showDialog } from "../state.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";

const OFFLINE_AFTER_MS = 1500;
/** The chair is offered only after this time: its holder may be reloading the page. */
const VACANT_MS = 30_000;

/** Says that the connection is away, unless it is back in a moment, or that the server cannot save. */
export function OfflineBanner() {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAway(!online.value), online.value ? 0 : OFFLINE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [online.value]);
  const unsaved = pendingCommands.value.filter((command) => !command.until).length;
  return html`<div role="status" class="offline-slot">
    ${
      !isAway &&
      savingDelayed.value &&
      html`<p class="offline">We could not save just now. Your words are kept here; trying again.</p>`
    }
    ${
      isAway &&
      html`<p class="offline">No connection right now. Go on writing: it is kept here and sent once you are
      back.${unsaved ? ` ${count(unsaved, "thing")} not saved yet.` : ""}</p>`
    }
  </div>`;
}

/** When nobody facilitates any more, offers the chair to everybody. */
export function ChairBanner() {
  const since = shared.value.chair?.vacant_since;
  if (since === undefined || !can("take_chair") || now() - since < VACANT_MS) return null;
  const gone = joinNames(
    inOrder(shared.value.seats)
      .filter((seat) => seat.role === "facilitator")
      .map((seat) => seat.name),
  );
  return html`<div class="notice"><p>Nobody is facilitating right now${gone && `: ${gone} lost the connection`}.
      The room can go on with one of you.</p>
    <div class="row"><${CommandButton} command="take_chair">Take the chair<//></div></div>`;
}

/** Says why the clock stands still, and who can start it again. */
export function PausedBanner() {
  const { meeting, clock, seats } = shared.value;
  if (meeting.status !== "paused") return null;
  const facilitators = joinNames(
    inOrder(seats)
      .filter((seat) => seat.role === "facilitator" && seat.here)
      .map((seat) => seat.name),
  );
  const why = clock.emptied
    ? "Paused since everybody left."
    : "Paused. The clock stands still; you can go on writing.";
  const next = can("resume")
    ? "Go on when you are ready."
    : facilitators && `${facilitators} can let it go on.`;
  return html`<p class="notice">${why} ${next}</p>`;
}

/** During drift: says that the failure's time is used, and when it is used up, what to do. */
export function DriftBanner() {
  const { clock, turn } = shared.value;
  if (!clock.drift) return null;
  if (failureTimeLeft() > 0) {
    return html`<p class="notice notice-failure">You are back on the failure. This time comes out of its tenth.</p>`;
  }
  return html`<div class="notice notice-failure">
    <p>The failure has used its time up. Park the point, or turn it:</p>
    ${turn && html`<p class="serif lead">${turn}</p>`}
    <div class="row"><button type="button" class="button" onClick=${() => showDialog("notes:parked")}>
        Park the point</button>
      <${CommandButton} command="end_drift">Back to learning<//></div>
  </div>`;
}
