/** Three quiet things to say to a card or a learning. They are counted, and nobody's. */

import { startOf } from "../format.js";
import { isMine, toggleReaction } from "../own-reactions.js";
import { can, shared } from "../state.js";
import { html } from "../ui/html.js";

const KINDS = Object.entries({ same: "same here", new: "new to me", thanks: "thanks" });

/** Mine may be counted later. @param {string} to @param {string} kind */
const countOf = (to, kind) => Math.max(shared.value.reactions?.[to]?.[kind] ?? 0, isMine(to, kind) ? 1 : 0);

/** @param {{to: string, text: string}} props `text`: of what they are to */
export function Reactions({ to, text }) {
  return html`<div class="reactions" role="group" dir="ltr" aria-label=${`What you say to “${startOf(text)}”`}>
    ${KINDS.map(
      ([kind, name]) => html`<button type="button" class="reaction" key=${kind} disabled=${!can("react")}
      aria-pressed=${isMine(to, kind)} onClick=${() => toggleReaction(to, kind)}>${name}${
        countOf(to, kind) > 0 && html`${" "}<b class="figures">${countOf(to, kind)}</b>`
      }</button>`,
    )}</div>`;
}

/** What was said, in words, where there is no room for buttons. @param {{to: string}} props */
export const Said = ({ to }) =>
  KINDS.filter(([kind]) => countOf(to, kind)).map(
    ([kind, name]) => html`<small class="card-from nowrap"> · ${name} ${countOf(to, kind)}</small>`,
  );

/** @param {string} to @returns {import("../ui/menu.js").MenuItem[]} the same as items of a menu */
export const reactionItems = (to) =>
  can("react")
    ? KINDS.map(([kind, name]) => ({
        label: isMine(to, kind) ? `Take “${name}” back` : `Say “${name}”`,
        onSelect: () => toggleReaction(to, kind),
      }))
    : [];
