import { accounts, written } from "../clock.js";
import { html } from "../ui/html.js";
import { now, shared } from "../state.js";

/** The 90/10 budget as it is being spent. */
export function Meter() {
  const { ledger } = shared.value;
  const { learning, failure } = accounts(shared.value, now());
  const planned = ledger.planned_failure_ms;
  const whole = Math.max(1, ledger.planned_learning_ms + planned, learning + failure);
  const part = (/** @type {number} */ ms) => (100 * ms) / whole;
  const over = failure > planned;
  return html`<section class="meter" aria-label="Time spent" data-level=${over ? "warn" : "ok"}>
    <div class="meter-track" aria-hidden="true" style=${{ "--failure": part(failure), "--learning": part(learning) }}>
      <span class="meter-failure"></span><span class="meter-learning"></span>
      <span class="meter-limit" style=${{ insetInlineStart: `${part(planned)}%` }}></span>
    </div>
    <dl class="meter-legend">
      <div><dt><span class="dot dot-full dot-failure"></span>The failure</dt>
        <dd>${written(failure)} of ${written(planned)}</dd></div>
      <div><dt><span class="dot dot-full"></span>Learning</dt>
        <dd>${written(learning)} of ${written(ledger.planned_learning_ms)}</dd></div>
    </dl>
    ${
      ledger.forecast_share !== undefined &&
      html`<p class="meter-words">
      ${over ? "The failure has used its time up. " : ""}If the rest goes as planned:
      ${` ${Math.round(ledger.forecast_share)}\u202f% on learning.`}</p>`
    }
  </section>`;
}
