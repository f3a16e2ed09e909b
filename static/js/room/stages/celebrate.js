import { newId } from "../../shared/ids.js";
import { startOf } from "../format.js";
import { isChangedLater } from "../late-cards.js";
import { compact, inOrder } from "../lists.js";
import { ShownLater } from "../parts/late-cards.js";
import { Poll } from "../parts/poll.js";
import { ownCardStore } from "../seat-stores.js";
import { send } from "../send.js";
import { can, isPending, ownCards, shared } from "../state.js";
import { useEditing } from "../ui/editing.js";
import { html } from "../ui/html.js";
import { Linked } from "../ui/linked.js";
import { Menu } from "../ui/menu.js";
import { TextBox } from "../ui/text-box.js";
import { Unsaved } from "../ui/unsaved.js";

/** Each kind of appreciation: name, title, placeholder. */
const KINDS = [
  ["thanks", "Thanks", "Thank somebody, by name"],
  ["success", "What went well", "Name a success"],
  ["takeaway", "What I take with me", "One thing for tomorrow"],
];

/** One appreciation; one of my own can be changed. */
function Appreciation({ id, text }) {
  const own = ownCards.value[id];
  const box = `appreciation:${id}`;
  const { isEditing, openedHere, element, edit, close } = useEditing(box);
  if (own && isEditing) {
    const save = (newText) => {
      close();
      ownCardStore.put(id, { text: newText });
      send("edit_appreciation", { appreciation: id, key: own.key, text: newText }, { box, text: newText });
    };
    return html`<li><${TextBox} box=${box} label="Your words" value=${text} limit="appreciation" action="Save"
      hints=${false} focus=${openedHere} onSend=${save} onCancel=${close} /></li>`;
  }
  const remove = () => {
    ownCardStore.remove(id);
    send("delete_appreciation", { appreciation: id, key: own.key });
  };
  const items = compact([
    own && can("edit_appreciation") && { label: "Edit", onSelect: edit },
    own &&
      can("delete_appreciation") && {
        label: "Delete",
        confirm: "Delete your words? Yes.",
        onSelect: remove,
      },
  ]);
  const shown = shared.value.appreciations?.[id];
  const isLater = own && (!shown || isChangedLater(own, shown.text));
  return html`<li class="card card-room" dir="auto" ref=${element}><p class="card-text serif"><${Linked} text=${isLater ? own.text : text} /></p>
    <${Unsaved} when=${isPending(id)} /><${ShownLater} when=${isLater && !isPending(id)} />
    <${Menu} label="⋯" name=${`What you can do with “${startOf(text)}”`} items=${items} /></li>`;
}

function Column({ kind, title, placeholder }) {
  const box = `appreciate:${kind}`;
  const add = (text) => {
    const [appreciation, key] = [newId(), newId()];
    ownCardStore.put(appreciation, { key, column: kind, text });
    send("add_appreciation", { appreciation, key, kind, text }, { box, text });
  };
  const { appreciations } = shared.value;
  const saved = inOrder(appreciations).filter((item) => item.kind === kind);
  const hidden = inOrder(ownCards.value).filter((item) => item.column === kind && !appreciations?.[item.id]);
  return html`<section class="column" aria-label=${title}><h3>${title}</h3>
    <ul class="stack stack-tight" role="list">${[...saved, ...hidden].map(
      (item) => html`<${Appreciation} key=${item.id}
      id=${item.id} text=${item.text} />`,
    )}</ul>
    ${
      can("add_appreciation") &&
      html`<${TextBox} box=${box} label=${title} placeholder=${placeholder}
      limit="appreciation" hints=${false} onSend=${add} onSendEach=${(texts) => texts.forEach(add)} />`
    }
  </section>`;
}

export function Celebrate() {
  return html`<div class="columns">${KINDS.map(
    ([kind, title, placeholder]) => html`<${Column} key=${kind} ...${{ kind, title, placeholder }} />`,
  )}</div>
    <${Poll} name="roti" command="answer_roti" />`;
}
