/** How many characters too many a text has, and the words for it. */

import { count } from "../../shared/format.js";
import { shared } from "../state.js";

/** @param {string} [limit] the name of one of the view's limits */
export const longest = (limit) => (limit && shared.value.limits?.[limit]) || Infinity;

/** @param {string} text @param {string} [limit] @returns {number} none if it is not above zero */
export const excessOf = (text, limit) => [...text].length - longest(limit);

/** @param {number} excess @param {string} [limit] */
export const excessWords = (excess, limit) =>
  `${count(excess, "character")} too many. ${longest(limit)} fit.`;
