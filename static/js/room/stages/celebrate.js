import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Unsaved } from "../ui/unsaved.js";
import { Menu } from "../ui/menu.js";
import { Writing } from "../ui/text-box.js";
import { Poll } from "../parts/poll.js";
import { isWaiting } from "../parts/card.js";
import { newId } from "../../shared/ids.js";
import { own, send } from "../send.js";
import { can, inOrder, own as ownCards, shared, waiting } from "../state.js";

const KINDS = [
  ["thanks", "Thanks", "Thank somebody, by name"],
  ["success", "What went well", "Name a success"],
  ["takeaway", "What I take with me", "One thing for tomorrow"],
];

function Word({ id, text }) {
  const mine = ownCards.value[id];
  const box = `appreciation:${id}`;
  const { editing, begun, place, edit, leave } = useEditing(box);
  if (mine && editing) {
    const keep = (next) => {
      leave();
      own.put(id, { text: next });
      send("edit_appreciation", { appreciation: id, key: mine.key, text: next }, { box, text: next });
    };
    return html`<li><${Writing} box=${box} label="Your words" value=${text} limit="appreciation" action="Save"
      hints=${false} focus=${begun} onSend=${keep} onCancel=${leave} /></li>`;
  }
  const remove = () => {
    own.drop(id);
    send("delete_appreciation", { appreciation: id, key: mine.key });
  };
  const items = mine
    ? [
        can("edit_appreciation") && { label: "Edit", do: edit },
        can("delete_appreciation") && { label: "Delete", sure: "Delete your words? Yes.", do: remove },
      ].filter(Boolean)
    : [];
  return html`<li class="card card-room" ref=${place}><p class="card-text serif" dir="auto">${text}</p>
    <${Menu} label="⋯" name=${`What you can do with “${text.slice(0, 40)}”`} items=${items} />
    <${Unsaved} when=${isWaiting(id)} /></li>`;
}

function Column({ kind, title, placeholder }) {
  const box = `appreciate:${kind}`;
  const add = (text) => {
    const [appreciation, key] = [newId(), newId()];
    own.put(appreciation, { key, column: kind, text });
    send("add_appreciation", { appreciation, key, kind, text }, { box, text });
  };
  const { appreciations } = shared.value;
  const saved = inOrder(appreciations).filter((item) => item.kind === kind);
  const coming = waiting.value
    .filter(
      ({ name, data }) =>
        name === "add_appreciation" && data.kind === kind && !appreciations?.[data.appreciation],
    )
    .map(({ data }) => ({ id: data.appreciation, text: data.text }));
  return html`<section class="column" aria-label=${title}><h3>${title}</h3>
    <ul class="stack stack-tight" role="list">${[...saved, ...coming].map(
      (item) => html`<${Word} key=${item.id}
      id=${item.id} text=${item.text} />`,
    )}</ul>
    ${
      can("add_appreciation") &&
      html`<${Writing} box=${box} label=${title} placeholder=${placeholder}
      limit="appreciation" hints=${false} onSend=${add} />`
    }
  </section>`;
}

export function Celebrate() {
  return html`<div class="columns">${KINDS.map(
    ([kind, title, placeholder]) => html`<${Column} key=${kind} ...${{ kind, title, placeholder }} />`,
  )}</div>
    <${Poll} name="roti" command="answer_roti" title="Was it worth your time?" scores=${[0, 1, 2, 3, 4]}
      ends=${["Time lost", "Far more than it cost"]} />`;
}
