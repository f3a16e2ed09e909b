/** Commands about which the server may have a question: it refuses them until they are sent with `sure`. */

import { signal } from "@preact/signals";
import { showNotice } from "./notices.js";
import { sendNow } from "./send.js";

const QUESTION_CODES = ["still_writing", "still_answering"];

/** The question that waits for an answer. */
export const question = signal(
  /** @type {{message: string, command: string, data?: object, label: string} | undefined} */ (undefined),
);

/** @param {import("./types").Answer} answer @param {string} command @param {object | undefined} data @param {string} label */
export function showQuestion(answer, command, data, label) {
  if (answer.ok) return;
  if (QUESTION_CODES.includes(answer.code))
    question.value = { message: answer.message, command, data, label };
  else showNotice(answer.message);
}

/** @param {string} command @param {object | undefined} data @param {string} label what it is called in the question */
export const sendAsking = async (command, data, label) =>
  showQuestion(await sendNow(command, data, true), command, data, label);
