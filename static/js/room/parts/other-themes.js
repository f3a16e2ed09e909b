import { count } from "../../shared/format.js";
import { compact, inOrder } from "../lists.js";
import { send, sendNow } from "../send.js";
import { can, shared } from "../state.js";
import { dragInOrder } from "../ui/drag-order.js";
import { html } from "../ui/html.js";
import { Menu } from "../ui/menu.js";
import { movesOf } from "../ui/moves.js";

/** @typedef {import("../types").Theme & {id: string}} Theme */

/** So many themes are all shown; of more, the first some. */
const MOST_NEXT = 7;
const SOME_NEXT = 5;

/** @param {string} theme @param {{before?: string}} before */
const moveTheme = (theme, before) => send("move_theme", { theme, ...before });

/**
 * A theme that is not talked about now.
 * @param {{theme: Theme, ids: string[], hasLearning: boolean}} props `ids`: those of the themes that come next
 */
function OtherTheme({ theme: { id, name, votes }, ids, hasLearning }) {
  const isNext = ids.includes(id);
  const isMovable = can("move_theme");
  const items = compact([
    can("discuss_theme") && {
      label: "Talk about this one now",
      onSelect: () => sendNow("discuss_theme", { theme: id }),
    },
    ...(isMovable && isNext ? movesOf(ids, id, (before) => moveTheme(id, before)) : []),
    isMovable &&
      !isNext && { label: "Put it next", onSelect: () => moveTheme(id, ids[0] ? { before: ids[0] } : {}) },
  ]);
  return html`<li class="card queue-row" ...${isMovable && isNext ? dragInOrder("theme", ids, id, moveTheme) : {}}>
    <span dir="auto">${name}${hasLearning && html`<span class="small quiet"> · has a learning</span>`}</span>
    ${
      votes !== undefined &&
      html`<span class="votes" aria-hidden="true">${votes}</span><span class="visually-hidden">${count(votes, "vote")}</span>`
    }
    <${Menu} label="⋯" name=${`What you can do with “${name}”`} items=${items} /></li>`;
}

/** The themes that come next, in the order that the facilitator can change, and those before the one that is on. */
export function OtherThemes() {
  const { themes, discuss, learnings } = shared.value;
  const all = inOrder(themes);
  const at = all.findIndex(({ id }) => id === discuss?.theme);
  const withLearning = new Set(Object.values(learnings ?? {}).map((item) => item.theme));
  const next = all.slice(at + 1);
  const earlier = all.slice(0, Math.max(0, at));
  const ids = next.map(({ id }) => id);
  const shown = next.length > MOST_NEXT ? next.slice(0, SOME_NEXT) : next;
  const list = (/** @type {Theme[]} */ some) =>
    html`<ul class="stack stack-tight" role="list">${some.map(
      (theme) =>
        html`<${OtherTheme} key=${theme.id} theme=${theme} ids=${ids} hasLearning=${withLearning.has(theme.id)} />`,
    )}</ul>`;
  const folded = (/** @type {Theme[]} */ some, /** @type {string} */ words) =>
    some.length > 0 &&
    html`<details class="small"><summary class="quiet">${words}</summary>${list(some)}</details>`;
  return html`${
    shown.length > 0 &&
    html`<section class="stack stack-tight" aria-label="Next themes"><h3>Next themes</h3>${list(shown)}
      ${folded(next.slice(shown.length), `${count(next.length - shown.length, "more theme")}`)}</section>`
  }${folded(earlier, count(earlier.length, "earlier theme"))}`;
}
