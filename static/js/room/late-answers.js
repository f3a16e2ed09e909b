/**
 * Answers to polls that came when the poll had been counted: the connection was away. They are kept until
 * somebody has read that they are not in the count.
 */

import { count } from "../shared/format.js";
import { joinNames } from "./format.js";

/**
 * @typedef {{id: string, name: string, data: import("./types").Data}} LateAnswer the command that was refused
 */

/** @type {Record<string, string>} the poll that a command answers */
const POLL_OF = {
  answer_safety: "safety",
  cast_vote: "vote",
  take_back_vote: "vote",
  thumb: "thumb",
  answer_roti: "roti",
};
/** @type {Record<string, string>} */
const WORDS = {
  safety: "Your answer to the safety check",
  thumb: "Your answer on more time for a theme",
  roti: "Your answer on the return on time",
};

/** @param {LateAnswer} answer @returns {string} "vote" */
export const pollOf = ({ name }) => POLL_OF[name];

/**
 * @param {import("./types").SeatStorage} storage
 * @param {(answers: LateAnswer[]) => void} onChange also called at once
 */
export function openLateAnswers(storage, onChange) {
  const save = (/** @type {LateAnswer[]} */ answers) => {
    storage.set("late", answers);
    onChange(answers);
  };
  const read = () => onChange(storage.get("late", []));
  read();
  // What was read in another tab need not be read here.
  storage.watch("late", read);
  /** Forgets the answers to one poll. @param {string} poll */
  const forget = (poll) => {
    const kept = storage.get("late", []);
    const others = kept.filter((/** @type {LateAnswer} */ answer) => pollOf(answer) !== poll);
    if (others.length < kept.length) save(others);
  };
  return {
    /**
     * Keeps a refused command if it is an answer that came too late, once: another tab may have sent it, too.
     * @param {LateAnswer} command
     * @param {string} code of the refusal
     * @returns {boolean} whether it was one
     */
    add({ id, name, data }, code) {
      const isLate = ["poll_closed", "meeting_closed"].includes(code) && name in POLL_OF;
      const others = storage.get("late", []).filter((/** @type {LateAnswer} */ answer) => answer.id !== id);
      if (isLate) save([...others, { id, name, data }]);
      return isLate;
    },
    /** After an answer that is counted, those to the same poll that came late are past. @param {string} name */
    answered(name) {
      const poll = POLL_OF[name];
      if (poll && poll !== "vote") forget(poll);
    },
    forget,
  };
}

/**
 * @param {LateAnswer[]} answers to one poll
 * @param {Record<string, {name: string}>} themes
 * @returns {string} what became of them; empty when they cancel each other
 */
export function lateSentence(answers, themes) {
  const poll = pollOf(answers[0]);
  if (poll !== "vote") return `${WORDS[poll]} came after the count and is not in it.`;
  const votes = [...netVotes(answers)];
  const given = onThemes(
    votes.filter(([, number]) => number > 0),
    themes,
  );
  const back = onThemes(
    votes.filter(([, number]) => number < 0),
    themes,
  );
  const sentences = [
    given && `The votes were counted before yours came. Not in the count: ${given}.`,
    back && `Still in the count, since you took them back after it: ${back}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}

/** By theme: the votes that came late, less those that were taken back late. @param {LateAnswer[]} answers */
function netVotes(answers) {
  const numbers = /** @type {Map<string, number>} */ (new Map());
  for (const { name, data } of answers) {
    numbers.set(data.theme, (numbers.get(data.theme) ?? 0) + (name === "cast_vote" ? 1 : -1));
  }
  return numbers;
}

function onThemes(
  /** @type {[string, number][]} */ votes,
  /** @type {Record<string, {name: string}>} */ themes,
) {
  return joinNames(
    votes.map(([theme, number]) => {
      const title = themes[theme]?.name;
      return `${count(Math.abs(number), "vote")} on ${title ? `“${title}”` : "a theme that is gone"}`;
    }),
  );
}
