/** Words that somebody wrote in a room and that never reached the server: they are in the browser's storage. */

import { forgetSeat, seatPrefix } from "./kept-seats.js";
import { saysTheSame } from "./same-words.js";
import { readItem, writeItem } from "./storage.js";

/** @typedef {import("./kept-seats.js").KeptSeat} KeptSeat */
/** @typedef {import("../room/drafts.js").Draft} Draft */
/** @typedef {{box: string, text: string}} Words `box`: where they were written */

/** The beginnings of the three parts of a learning. */
const PARTS = ["We believed", "we saw", "so next time we"];
/** @type {Record<string, string>} what to say of answers to polls, by their commands */
const ANSWERS = {
  answer_safety: "Your answer to the safety check is not counted.",
  cast_vote: "Your last votes are not counted.",
  take_back_vote: "Your last votes are not counted.",
  thumb: "Your answer on more time for a theme is not counted.",
  answer_roti: "Your answer on the return on time is not counted.",
};
const PART = /^(learning-new:.*):(\d)$/;

/**
 * @param {string} name
 * @param {any} fallback
 */
function readJson(name, fallback) {
  try {
    return JSON.parse(readItem(name) ?? "") ?? fallback;
  } catch {
    return fallback;
  }
}

/** Forgets the words of a seat, and not the keys of its cards. @param {KeptSeat} kept */
export const forgetAllWords = (kept) => forgetSeat(kept, ["drafts", "outbox", "late", "over"]);

/** @param {KeptSeat} kept */
const draftsName = ({ meeting, seat }) => `${seatPrefix(meeting, seat)}drafts`;

/**
 * The drafts, with what was in commands that were never answered, the last one first. An edit that starts from a
 * text that never arrived starts from what that one started from. Of answers to polls they have that they are not
 * counted.
 * @param {KeptSeat} kept
 * @returns {Record<string, Draft>}
 */
function leftDrafts(kept) {
  const drafts = readJson(draftsName(kept), {});
  const prefix = seatPrefix(kept.meeting, kept.seat);
  const commands = [...readJson(`${prefix}outbox`, []).reverse(), ...readJson(`${prefix}late`, [])];
  for (const { name, data, box, text } of commands) {
    const said = ANSWERS[name] ?? String(text ?? data?.text ?? "");
    const place = ANSWERS[name] ? `answer:${said}` : (box ?? name);
    const draft = drafts[place];
    if (draft && draft.was === said) draft.was = data.was;
    else if (said && draft?.text !== said)
      drafts[place] = { text: draft?.text ? `${said}\n${draft.text}` : said };
  }
  return drafts;
}

/**
 * Keeps these drafts alone: nothing will send the commands any more.
 * @param {KeptSeat} kept
 * @param {Record<string, Draft>} [drafts]
 */
export function emptyOutbox(kept, drafts = leftDrafts(kept)) {
  writeItem(draftsName(kept), JSON.stringify(drafts));
  forgetSeat(kept, ["outbox", "late"]);
}

/** Whether a draft has words that its box did not start from. @param {Draft} draft */
export const isUnsent = ({ text = "", was = "" }) => text.trim() !== "" && !saysTheSame(text, was);

/**
 * @param {KeptSeat} kept
 * @returns {Words[]} the parts of one learning together
 */
export function unsentWords(kept) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [name, draft] of Object.entries(leftDrafts(kept))) {
    if (!isUnsent(draft)) continue;
    const { text } = draft;
    const [, box = name, part] = name.match(PART) ?? [];
    const said = part ? `${PARTS[Number(part)]} ${text.trim()}` : readable(text);
    found.set(box, [...(found.get(box) ?? []), said]);
  }
  return [...found].map(([box, texts]) => ({ box, text: texts.join("; ") }));
}

/**
 * @param {KeptSeat} kept
 * @param {string} box whose words are not needed any more
 */
export function forgetWords(kept, box) {
  const drafts = Object.entries(leftDrafts(kept));
  const others = drafts.filter(([name]) => name !== box && name.match(PART)?.[1] !== box);
  emptyOutbox(kept, Object.fromEntries(others));
}

/** The text of a form is kept as JSON; that of two forms, one begun after the other, as two lines. @param {string} text */
function readable(text) {
  if (!text.startsWith("{")) return text.trim();
  try {
    return text.split("\n").map(formText).join("\n");
  } catch {
    return text.trim();
  }
}

/** @param {string} line JSON */
function formText(line) {
  const { what, hypothesis, test, signal, owner, due, support, why } = JSON.parse(line);
  return [what, hypothesis, test, signal, owner, due, support, why].filter(Boolean).join("; ");
}
