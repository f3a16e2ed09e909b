import { dayInWords } from "../shared/format.js";

/** @param {string[]} names @returns {string} "Noor, Teun and Abela" */
export const joinNames = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/**
 * The first words of a text, to tell it from others. A sign such as an emoji stays whole.
 * @param {string} text
 * @param {number} [most] how many signs
 */
export const startOf = (text, most = 40) => [...text].slice(0, most).join("");

/**
 * @param {string} name
 * @returns {string} two letters; one when the name has only one
 */
export const initials = (name) => {
  const parts = name.trim().split(/\s+/);
  const letters = (part, number) => [...part].slice(0, number).join("");
  return parts.length > 1
    ? letters(parts[0], 1) + letters(parts[parts.length - 1], 1)
    : letters(name.trim(), 2);
};

/**
 * A planned length, as the server's `minutes_text` says it; clocks that run say "5:18".
 * @param {number} seconds
 * @returns {string} "9 min", "1 min 30 s", "36 s"
 */
export function formatPlanned(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes && `${minutes} min`, rest && `${rest} s`].filter(Boolean).join(" ") || "0 s";
}

/**
 * When something of an action is due.
 * @param {{kind: string, due?: string}} action
 * @returns {string} "by 31 January" for a step, "look again on 31 January" for an experiment; "" without a day
 */
export const whenOf = ({ kind, due }) =>
  due ? `${kind === "step" ? "by" : "look again on"} ${dayInWords(due)}` : "";
