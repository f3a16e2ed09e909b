import { inOrder } from "../lists.js";
import { showNotice } from "../notices.js";
import { can, me, shared } from "../state.js";
import {
  nextSuggestion,
  suggestGroups,
  suggestion,
  suggestionStatus,
  takeSuggestion,
} from "../suggestions.js";
import { html } from "../ui/html.js";

const ask = () => suggestGroups().catch((error) => showNotice(error.message));

/** For the facilitator. Its line keeps its height, so that no theme moves when the words go, or the button. */
export function Suggest() {
  if (me.value.role !== "facilitator" || !can("create_theme")) return null;
  const loose = inOrder(shared.value.cards).filter((card) => !card.theme);
  return html`<div class="row small suggest">
    ${loose.length > 1 && html`<button type="button" class="link-button" onClick=${ask}>Suggest groups</button>`}
    <span class="quiet" role="status">${suggestionStatus.value}</span></div>`;
}

/**
 * A group that is suggested: it can be taken as it is, changed first, or left.
 * @param {{change: {current: HTMLButtonElement | null}, onChange: (group: import("../suggestions.js").Group) => void}} props
 *   `change`: ref for the button that changes it
 */
export function SuggestedGroup({ change, onChange }) {
  const group = suggestion.value;
  if (!group) return null;
  const words = group.cards.map((id) => shared.value.cards?.[id]?.text ?? "");
  const title = `Perhaps a theme: “${group.name || words[0]}”`;
  const button = (label, onClick, ref = /** @type {any} */ (undefined)) =>
    html`<button type="button" class="button button-small" ref=${ref} onClick=${onClick}>${label}</button>`;
  return html`<p class="visually-hidden" role="status">${title}</p>
    <section class="theme-box offer" aria-label="Suggested group">
      <p class="serif" dir="auto">${title}</p><p class="small quiet figures">${group.number} of ${group.of}</p>
      <ul class="small quiet" role="list">${words.map((text) => html`<li class="clip" dir="auto">${text}</li>`)}</ul>
      <div class="row">${button("Take it", takeSuggestion)}${button("Change", () => onChange(group), change)}
        <button type="button" class="link-button small" onClick=${nextSuggestion}>Leave it</button></div></section>`;
}
