/** What the facilitator presses for the room: what becomes of an action of an earlier meeting. */

import { useEffect, useRef, useState } from "preact/hooks";
import { drafts } from "../seat-stores.js";
import { send } from "../send.js";
import { isPending, refusals } from "../state.js";
import { html } from "../ui/html.js";
import { Unsaved } from "../ui/unsaved.js";
import { ActionForm } from "./action-form.js";

/** For each decision: where an action stands after it, and what is pressed for it, if that has other words. */
export const DECISIONS = {
  done: ["Done"],
  worked: ["It worked"],
  partly: ["It worked in part"],
  "did not work": ["It did not work"],
  kept: ["Goes on", "Keep it"],
  redefined: ["In new words", "Change its words"],
  dropped: ["Dropped", "Drop it"],
};
const labelOf = (/** @type {string} */ choice) => DECISIONS[choice].at(-1);
const STEP = ["done", "kept", "redefined", "dropped"];

/** The buttons for one that is open, or the form of one of them. @param {{review: import("../types").Review & {id: string}}} props */
export function ReviewChoices({ review }) {
  const { id, kind, what, decision } = review;
  const boxOf = (/** @type {string} */ choice) => `review:${id}:${choice}`;
  const choices = Object.keys(DECISIONS).filter((choice) =>
    kind === "step" ? STEP.includes(choice) : choice !== "done",
  );
  const refused = choices.find((choice) => refusals.value[boxOf(choice)]);
  const [chosen, setChosen] = useState(() => choices.find((choice) => drafts.read(boxOf(choice))));
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const hadFocus = useRef(false);
  // It stays open when the sentence has gone, which it does with the next letter.
  useEffect(() => {
    if (refused) setChosen(refused);
  }, [refused]);
  // What had the focus is gone: it goes on with what stands there now.
  useEffect(() => {
    const next = hadFocus.current && element.current?.querySelector("input, textarea, button");
    if (next) /** @type {HTMLElement} */ (next).focus();
    hadFocus.current = false;
  }, [chosen, decision]);
  const open = (/** @type {string | undefined} */ choice) => {
    hadFocus.current = true;
    setChosen(choice);
  };
  const decide = (/** @type {string} */ choice, fields = {}, text = "") => {
    open(undefined);
    send(
      "review_action",
      { review: id, decision: choice, ...fields },
      text ? { box: boxOf(choice), text } : {},
    );
  };
  const button = (/** @type {string} */ label, /** @type {() => void} */ onClick) =>
    html`<button type="button" class="button button-small" key=${label}
    aria-label=${`${label}: ${what.slice(0, 60)}`} onClick=${onClick}>${label}</button>`;
  const takeBack = () => {
    hadFocus.current = true;
    send("take_back_review", { review: id });
  };
  return html`<div ref=${element}>${
    chosen
      ? html`<${ActionForm} key=${chosen} box=${boxOf(chosen)} kind=${chosen} start=${{ what }}
          action=${labelOf(chosen)} onCancel=${() => open(undefined)}
          onSend=${(fields, text) => decide(chosen, fields, text)} />`
      : html`<div class="row">${
          decision
            ? button("Take it back", takeBack)
            : choices.map((choice) =>
                button(labelOf(choice), () => (choice === "done" ? decide(choice) : open(choice))),
              )
        }</div>`
  }<${Unsaved} when=${isPending(id)} /></div>`;
}
