/** Texts that are the same in every room: the askers' questions and the hints on wording. */

import { signal } from "@preact/signals";
import { boot } from "./boot.js";
import { shared } from "./state.js";

export const words = signal(
  /** @type {import("./types").Words} */ ({ questions: {}, hints: [], examples: {} }),
);

/**
 * What could stand in an empty box, in a meeting like this one.
 * @param {string} name of a part of a learning or an action
 */
export const exampleOf = (name) => words.value.examples[shared.value.meeting.category]?.[name] ?? "";

/** The room works without them, so nothing is said when they can't be read. */
export const loadWords = () =>
  fetch(boot.words)
    .then((answer) => answer.json())
    .then((texts) => {
      words.value = texts;
    })
    .catch(() => {});
