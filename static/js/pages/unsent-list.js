/** The list of words that were not sent from a room that is over: to copy, to take over, or to let go. */

import { copyText } from "../shared/clipboard.js";
import { forgetAllWords, forgetWords, unsentWords } from "../shared/unsent-words.js";
import { addToEntry } from "./entry-additions.js";
import { wordsOf } from "./unsent-places.js";

/** @typedef {import("../shared/kept-seats.js").KeptSeat} KeptSeat */
/** @typedef {import("../shared/unsent-words.js").Words} Words */

/** The address of a room, of a meeting or of its summary. */
const ADDRESS = /^\/(?:room|meetings)\/([\w-]{16,32})(?:\/|$)/;
const flat = (/** @type {string | null} */ text) => (text ?? "").replace(/\s+/g, " ").trim();

/**
 * Shows what was not sent from the room that the page is about.
 * @param {Document} page
 * @param {KeptSeat[]} left seats that this browser is not in any more and that have words that were not sent
 */
export function listUnsentWords(page, left) {
  const [, meeting] = location.pathname.match(ADDRESS) ?? [];
  const here = left.filter((kept) => kept.meeting === meeting);
  const shown = new Set([...page.querySelectorAll("main *")].map((element) => flat(element.textContent)));
  for (const kept of here) {
    for (const { box, text } of unsentWords(kept)) if (shown.has(flat(text))) forgetWords(kept, box);
    const words = unsentWords(kept);
    if (words.length) page.querySelector("main .page")?.prepend(section(kept, words));
    else forgetAllWords(kept);
  }
}

/** @param {KeptSeat} kept @param {Words[]} words */
function section(kept, words) {
  const list = make("ul", "stack stack-tight");
  list.setAttribute("role", "list");
  const whole = make("section", "notice stack screen-only", [
    make("h2", "", ["You had not sent this"]),
    make("p", "small", [
      "These words are in this browser only: nobody else has them. They are gone from here in 30 days.",
    ]),
    list,
  ]);
  const letGo = (/** @type {HTMLElement} */ row, /** @type {string} */ box) => {
    forgetWords(kept, box);
    row.remove();
    if (list.childElementCount) return;
    forgetAllWords(kept);
    whole.remove();
  };
  for (const each of words) list.append(item(kept, each, letGo));
  return whole;
}

/**
 * @param {KeptSeat} kept
 * @param {Words} words
 * @param {(row: HTMLElement, box: string) => void} letGo
 */
function item(kept, { box, text }, letGo) {
  const status = make("span", "small quiet");
  status.setAttribute("role", "status");
  const copy = async () => {
    if (await copyText(text)) status.textContent = "Copied.";
    else getSelection()?.selectAllChildren(said);
  };
  const said = make("p", "prose", [text]);
  said.dir = "auto";
  const buttons = make("div", "row", [button("Copy", copy)]);
  const row = make("li", "card stack-tight", [make("p", "small quiet", [wordsOf(box)]), said, buttons]);
  const take = addToEntry(kept, box, text);
  if (take) buttons.append(button("Add it to the entry", take));
  buttons.append(
    askedButton("Discard", "Discard these words? Yes.", () => letGo(row, box)),
    status,
  );
  return row;
}

/** @param {string} label @param {string} question @param {() => void} onClick */
function askedButton(label, question, onClick) {
  let isAsked = false;
  const asked = button(label, () => {
    if (isAsked) return onClick();
    isAsked = true;
    asked.textContent = question;
  });
  asked.classList.add("button-quiet");
  return asked;
}

/** @param {string} label @param {() => void} onClick */
function button(label, onClick) {
  const made = make("button", "button button-small", [label]);
  made.setAttribute("type", "button");
  made.addEventListener("click", onClick);
  return made;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {(Node | string)[]} [inside]
 */
function make(tag, className, inside = []) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...inside);
  return made;
}
