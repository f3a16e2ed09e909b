import { useState } from "preact/hooks";
import { begunElsewhere } from "../begun-words.js";
import { drafts } from "../seat-stores.js";
import { html } from "../ui/html.js";
import { keepBox } from "../ui/lost-boxes.js";
import { TextBox } from "../ui/text-box.js";
import { NewLearning } from "./learning-form.js";

/** @param {{begun: import("../begun-words.js").Begun}} props */
function Row({ begun }) {
  const [isAsking, setAsking] = useState(false);
  const { box, boxes, caption, text, theme, send } = begun;
  const goOn = () =>
    keepBox({
      ...{ box, caption, dialog: "", place: { index: 0, start: null, end: null } },
      draw: () =>
        theme
          ? html`<${NewLearning} theme=${theme} />`
          : html`<${TextBox} box=${box} label=${caption} limit="card" onSend=${send} />`,
    });
  const forget = () => {
    for (const name of boxes) drafts.clear(name);
  };
  const sendIt = () => {
    forget();
    if (send) send(text);
  };
  return html`<li class="stack stack-tight">
    <p class="small" dir="auto">${caption}, begun and not sent:</p>
    <p class="prose" dir="auto">${text}</p>
    <div class="row"><button type="button" class="button button-small" onClick=${goOn}>Go on writing</button>
      ${send && html`<button type="button" class="button button-small" onClick=${sendIt}>Send it there</button>`}
      <button type="button" class="button button-small button-quiet"
        onClick=${() => (isAsking ? forget() : setAsking(true))}>${isAsking ? "Discard your words? Yes." : "Discard"}</button></div>
  </li>`;
}

/** Says what was begun and went out of sight, and brings it back with one press. */
export function BegunElsewhere() {
  const all = begunElsewhere();
  return (
    all.length > 0 &&
    html`<section class="notice" aria-label="Begun and not sent">
    <ul class="stack" role="list">${all.map((begun) => html`<${Row} key=${begun.boxes[0]} begun=${begun} />`)}</ul>
  </section>`
  );
}
