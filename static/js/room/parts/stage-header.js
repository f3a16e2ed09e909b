import { count } from "../../shared/format.js";
import { formatCountdown } from "../clock.js";
import { endsSoon } from "../failure-time.js";
import { shared, stage, timeLeft } from "../state.js";
import { html } from "../ui/html.js";

/**
 * @param {number} ms what is left
 * @param {boolean} isTheme whether of the theme's timebox, not of the stage
 * @returns {string} the line under the clock
 */
export function clockLabel(ms, isTheme) {
  const { meeting, writing, clock } = shared.value;
  if (meeting.status === "paused") return "paused";
  if (endsSoon.value) return "then this ends by itself";
  if (clock.drift) return "back on the failure";
  if (ms <= -1000) return isTheme ? "over on this theme" : "over, no hurry";
  if (writing?.done) return `${writing.done} of ${writing.of} done`;
  return isTheme ? "on this theme" : "to go";
}

/** A countdown for the theme, or else for the stage. */
function BigClock() {
  const { ms, isTheme } = timeLeft();
  const label = clockLabel(ms, isTheme);
  return html`<div class="big-clock" data-soon=${endsSoon.value}>
    <div class="clock" role="timer">${formatCountdown(ms)}</div>
    <p class="small quiet" data-plain=${["to go", "paused"].includes(label)}>${label}</p>
  </div>`;
}

/** The stage's title, what to do in it, and the clock. In the discussion the title is the theme. */
export function StageHeader() {
  const { discuss, themes } = shared.value;
  const item = stage.value;
  if (!item) return null;
  const theme = item.kind === "discuss" && discuss?.theme ? themes?.[discuss.theme] : undefined;
  const votes = theme?.votes === undefined ? "" : ` · ${count(theme.votes, "vote")}`;
  return html`<header class="stage-header" data-themed=${Boolean(theme)}>
    <div>
      ${
        theme &&
        discuss &&
        html`<p class="small votes">
        Theme ${(discuss.pos ?? 0) + 1} of ${discuss.of}${votes}</p>`
      }
      <h2 class="stage-title" tabindex="-1">${theme ? theme.name : item.title}</h2>
      ${item.intro && html`<p class="quiet">${item.intro}</p>`}
    </div>
    <${BigClock} />
  </header>`;
}
