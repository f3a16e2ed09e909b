import { formatDuration, ledgerTotals } from "../clock.js";
import { now, shared } from "../state.js";
import { html } from "../ui/html.js";

/** What becomes of the shares, or became of them. @param {{isOver: boolean, share: number}} props `share`: of learning so far */
function MeterWords({ isOver, share }) {
  const { ledger, meeting } = shared.value;
  const isClosed = meeting.status === "closed";
  const forecast = isClosed ? share : ledger.forecast_share;
  if (forecast === undefined) return null;
  return html`<p class="meter-words">${isOver ? "The failure has used its time up. " : ""}${
    isClosed ? "" : "If the rest goes as planned: "
  }${Math.round(forecast)}\u202f% on learning.</p>`;
}

/** How much time was spent on the failure and on learning, and how much is planned. */
export function Meter() {
  const { ledger } = shared.value;
  const { learning, failure } = ledgerTotals(shared.value, now());
  const planned = ledger.planned_failure_ms;
  const whole = Math.max(1, ledger.planned_learning_ms + planned, learning + failure);
  const percent = (/** @type {number} */ ms) => (100 * ms) / whole;
  const isOver = failure > planned;
  return html`<section class="meter" aria-label="Time spent" data-level=${isOver ? "warn" : "ok"}>
    <div class="meter-track" aria-hidden="true" style=${{ "--failure": percent(failure), "--learning": percent(learning) }}>
      <span class="meter-failure"></span><span class="meter-learning"></span>
      <span class="meter-limit" style=${{ insetInlineStart: `${percent(planned)}%` }}></span>
    </div>
    <dl class="meter-legend">
      <div><dt><span class="dot dot-full dot-failure"></span>The failure</dt>
        <dd>${formatDuration(failure)} of ${formatDuration(planned)}</dd></div>
      <div><dt><span class="dot dot-full"></span>Learning</dt>
        <dd>${formatDuration(learning)} of ${formatDuration(ledger.planned_learning_ms)}</dd></div>
    </dl>
    <${MeterWords} isOver=${isOver} share=${(100 * learning) / Math.max(1, learning + failure)} />
  </section>`;
}
