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
    /** Forgets the answers to one poll. @param {string} poll */
    forget: (poll) =>
      save(storage.get("late", []).filter((/** @type {LateAnswer} */ answer) => pollOf(answer) !== poll)),
  };
}

/**
 * @param {LateAnswer[]} answers to one poll
 * @param {Record<string, {name: string}>} themes
 * @returns {string} what became of them
 */
export function lateSentence(answers, themes) {
  const poll = pollOf(answers[0]);
  if (poll !== "vote") return `${WORDS[poll]} came after the count and is not in it.`;
  const given = votesByTheme(answers, "cast_vote", themes);
  const back = votesByTheme(answers, "take_back_vote", themes);
  const sentences = [
    given && `The votes were counted before yours came. Not in the count: ${given}.`,
    back && `Still in the count, since you took them back after it: ${back}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}

function votesByTheme(
  /** @type {LateAnswer[]} */ answers,
  /** @type {string} */ command,
  /** @type {Record<string, {name: string}>} */ themes,
) {
  const numbers = /** @type {Map<string, number>} */ (new Map());
  for (const { name, data } of answers) {
    if (name === command) numbers.set(data.theme, (numbers.get(data.theme) ?? 0) + 1);
  }
  return joinNames(
    [...numbers].map(([theme, votes]) => {
      const title = themes[theme]?.name;
      return `${count(votes, "vote")} on ${title ? `“${title}”` : "a theme that is gone"}`;
    }),
  );
}
