import { useState } from "preact/hooks";
import { html } from "../ui/html.js";
import { Menu } from "../ui/menu.js";
import { NameField } from "../ui/inline-field.js";
import { Writing } from "../ui/text-box.js";
import { addCard, Card } from "../parts/card.js";
import { newId } from "../../shared/ids.js";
import { drafts, send } from "../send.js";
import { can, inOrder, shared } from "../state.js";

const SORT = "application/x-card";
/** The box of a theme made by name. */
const NEW = "new-theme";

const together = (card, theme) => send("group_card", { card, theme });
const apart = (card) => send("ungroup_card", { card });

/** Which theme was made here a moment ago, so that its name is ready to be typed. */
let fresh = "";
function newTheme(cards) {
  fresh = newId();
  send("create_theme", { theme: fresh, name: "", cards });
}

/** What makes something a place to drop a card on. */
function target(drop) {
  const over = (event, on) => {
    if (!event.dataTransfer?.types.includes(SORT)) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.toggleAttribute("data-over", on);
  };
  return {
    onDragOver: (event) => over(event, true),
    onDragLeave: (event) => over(event, false),
    onDrop: (event) => {
      over(event, false);
      drop(event.dataTransfer?.getData(SORT) ?? "");
    },
  };
}

const draggable = (id) =>
  can("group_card")
    ? {
        draggable: true,
        onDragStart: (event) => event.dataTransfer?.setData(SORT, id),
      }
    : {};

/** The menu's way to do what dragging does. */
function places(id, theme) {
  return [
    ...(can("group_card") ? inOrder(shared.value.themes).filter((other) => other.id !== theme) : []).map(
      (other) => ({ label: `Put with “${other.name || "no name yet"}”`, do: () => together(id, other.id) }),
    ),
    can("create_theme") && { label: "Put in a new theme", do: () => newTheme([id]) },
    theme && can("ungroup_card") && { label: "Take it out", do: () => apart(id) },
  ].filter(Boolean);
}

function Theme({ theme, cards }) {
  const others = inOrder(shared.value.themes).filter((other) => other.id !== theme.id);
  const name = theme.name || "no name yet";
  const mergeInto = (into) => send("merge_themes", { theme: theme.id, into });
  const merge = can("merge_themes")
    ? others.map((other) => ({ label: `Merge into “${other.name}”`, do: () => mergeInto(other.id) }))
    : [];
  const box = `theme:${theme.id}`;
  const rename = (next) => send("rename_theme", { theme: theme.id, name: next }, { box, text: next });
  return html`<section class="theme-box" aria-label=${`Theme: ${name}`}
    ...${target((card) => together(card, theme.id))}>
    <header>${
      can("rename_theme")
        ? html`<${NameField} box=${box} value=${theme.name} label="Name of the theme" how="serif"
        max=${shared.value.limits?.theme} fresh=${theme.id === fresh} onChange=${rename} />`
        : html`<h3>${theme.name}</h3>`
    }
      <${Menu} label="⋯" name=${`What you can do with “${name}”`} items=${merge} /></header>
    <ul class="stack stack-tight" role="list">${cards.map(
      (card) => html`<${Card} key=${card.id} id=${card.id}
      card=${card} items=${places(card.id, theme.id)} drag=${draggable(card.id)} />`,
    )}</ul>
  </section>`;
}

/** What somebody was writing when the cards were shown can still be added. */
function StillWriting() {
  const [left] = useState(() =>
    inOrder(shared.value.columns).filter((column) => drafts.read(`add:${column.id}`)),
  );
  if (!left.length || !can("add_card")) return null;
  return html`<section class="notice"><p>You were still writing. Add it when it is ready.</p>
    ${left.map(
      (column) => html`<${Writing} key=${column.id} box=${`add:${column.id}`} label=${column.title}
      hideLabel=${false} limit="card" onSend=${(text) => addCard(column.id, text)} />`,
    )}</section>`;
}

export function Group() {
  const [name, setName] = useState(drafts.read(NEW)?.text ?? "");
  const write = (next) => {
    drafts.write(NEW, next);
    setName(next);
  };
  const cards = inOrder(shared.value.cards);
  const loose = cards.filter((card) => !card.theme);
  const themes = inOrder(shared.value.themes);
  const placed = cards.length ? "Every card has found its place" : "Nobody wrote a card";
  const heading = loose.length ? "On their own" : placed;
  const named = (event) => {
    event.preventDefault();
    const text = name.trim();
    write("");
    if (text) send("create_theme", { theme: newId(), name: text, cards: [] });
  };
  const onCard = (id) => ({ ...draggable(id), ...target((card) => card !== id && newTheme([id, card])) });
  return html`<div class="grouping" data-placed=${Boolean(cards.length && !loose.length)}>
    <section class="stack" aria-label="Cards on their own" ...${target(apart)}>
      <${StillWriting} />
      <h3>${heading}</h3>
      ${
        !cards.length &&
        html`<p class="quiet">That happens. Make the themes you want to talk about by name, or go back
        and write.</p>`
      }
      <ul class="loose" role="list">${loose.map(
        (card) => html`<${Card} key=${card.id} id=${card.id} card=${card} label
        items=${places(card.id, undefined)} drag=${onCard(card.id)} />`,
      )}</ul>
    </section>
    <section class="stack" aria-label="Themes">
      <h3>Themes</h3>
      ${
        !themes.length &&
        html`<p class="empty">Drop one card on another, or use a card’s ⋯ menu. What belongs
        together becomes a theme.</p>`
      }
      <div class="themes">${themes.map(
        (theme) => html`<${Theme} key=${theme.id} theme=${theme}
        cards=${cards.filter((card) => card.theme === theme.id)} />`,
      )}</div>
      ${
        can("create_theme") &&
        html`<form class="row" onSubmit=${named}>
        <input class="input theme-name" aria-label="Name of a new theme" placeholder="A theme by name" value=${name}
          maxlength=${shared.value.limits?.theme} onInput=${(event) => write(event.target.value)} />
        <button class="button">Add it</button></form>`
      }
    </section>
  </div>`;
}
