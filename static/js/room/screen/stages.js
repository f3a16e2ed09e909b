/** What the screen shows in each stage. */

import { ShownEntry } from "../parts/earlier-entries.js";
import { Question } from "../parts/question.js";
import { html } from "../ui/html.js";
import { Celebrate, Closed, Commit } from "./outcomes.js";
import { Frame, Recount, Reflect } from "./telling.js";
import { Discuss, Group, Vote } from "./themes.js";

/** What was put before the room. */
export const Before = () => html`<${Question} /><${ShownEntry} />`;

/** @type {Record<string, any>} by the kind of stage */
export const STAGES = {
  frame: Frame,
  recount: Recount,
  reflect: Reflect,
  group: Group,
  vote: Vote,
  discuss: Discuss,
  commit: Commit,
  celebrate: Celebrate,
  closed: Closed,
};
