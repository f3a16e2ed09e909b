import { LEARNING_STARTS } from "../learning-sentence.js";
import { html } from "../ui/html.js";

const [BELIEVED, SAW, NEXT] = LEARNING_STARTS;
const SENTENCE = new RegExp(`^${BELIEVED} (.+); ${SAW} (.+); ${NEXT} (.+)$`, "s");

/** A learning, large. One of three parts has a line for each. @param {{text: string}} props */
export function LearningText({ text }) {
  const parts = SENTENCE.exec(text)?.slice(1);
  if (!parts) return html`<blockquote class="screen-learning" dir="auto">${text}</blockquote>`;
  return html`<blockquote class="screen-learning">${LEARNING_STARTS.map(
    (start, index) =>
      html`<span key=${start}><b>${start}</b> <bdi>${parts[index]}${index < 2 ? ";" : ""}</bdi>${" "}</span>`,
  )}</blockquote>`;
}
