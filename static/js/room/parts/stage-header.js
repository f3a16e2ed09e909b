import { countdown, left, themeLeft } from "../clock.js";
import { html } from "../ui/html.js";
import { now, shared, stage } from "../state.js";
import { count } from "../../shared/format.js";

const dueSoon = (ms) =>
  stage.value?.focus === "failure" && ms > 0 && ms <= (shared.value.clock.warn_seconds ?? 20) * 1000;

/** The line under the clock. */
function words(ms, onTheme) {
  const { meeting, writing, clock } = shared.value;
  if (meeting.status === "paused") return "paused";
  if (dueSoon(ms)) return "then this ends by itself";
  if (clock.drift) return "back on the failure";
  if (ms <= -1000) return onTheme ? "over on this theme" : "over, no hurry";
  if (writing?.done) return `${writing.done} of ${writing.of} done`;
  return onTheme ? "on this theme" : "to go";
}

function BigClock() {
  const time = now();
  const theme = stage.value?.kind === "discuss" ? themeLeft(shared.value, time) : undefined;
  const ms = theme ?? left(shared.value, stage.value?.id ?? "", time);
  const said = words(ms, theme !== undefined);
  return html`<div class="big-clock" data-soon=${dueSoon(ms)}>
    <div class="clock" role="timer">${countdown(ms)}</div>
    <p class="small quiet" data-plain=${["to go", "paused"].includes(said)}>${said}</p>
  </div>`;
}

/** Title, what to do here, and the clock. In the discussion the theme is the title. */
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
