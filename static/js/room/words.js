/** Texts that are the same in every room: the askers' questions and the hints on wording. */

import { signal } from "@preact/signals";
import { boot } from "./boot.js";

export const words = signal(/** @type {import("./types").Words} */ ({ questions: {}, hints: [] }));

/** The room works without them, so nothing is said when they can't be read. */
export const loadWords = () =>
  fetch(boot.words)
    .then((answer) => answer.json())
    .then((texts) => {
      words.value = texts;
    })
    .catch(() => {});
