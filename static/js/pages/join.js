/** Whether the cards that were written in this browser before the meeting are of whoever joins here. */

import { keepFeedback, keptFeedback } from "../shared/feedback-cards.js";
import { find } from "./dom.js";
import "./local-time.js";

const question = find(document, "[data-feedback-claim]", HTMLElement);
const meeting = question.dataset.feedbackClaim ?? "";
const box = find(question, "input", HTMLInputElement);
const kept = keptFeedback(meeting);

question.hidden = !Object.keys(kept.cards).length;
box.checked = kept.mine;
box.addEventListener("change", () => keepFeedback(meeting, { ...keptFeedback(meeting), mine: box.checked }));
