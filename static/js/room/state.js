/** What the room shows. The view comes from connection.js, what this browser keeps comes from seat-stores.js. */

import { computed, signal } from "@preact/signals";
import { absenceSentence, isFading } from "./absence.js";
import { createServerClock, stageTimeLeft, themeTimeLeft } from "./clock.js";

/**
 * @typedef {import("./types").Shared} Shared
 * @typedef {import("./types").Me} Me
 * @typedef {import("./types").PendingCommand} PendingCommand
 */

const TICK_MS = 250;

export const shared = signal(/** @type {Shared} */ (/** @type {unknown} */ (undefined)));
export const me = signal(/** @type {Me} */ (/** @type {unknown} */ (undefined)));
export const seq = signal(-1);
export const online = signal(false);
/** Whether the server is there but cannot save, so that commands wait. */
export const savingDelayed = signal(false);
/** Why this browser can't be in the room any more: a sentence, or "". */
export const exitMessage = signal("");
/** Commands that the server has not answered yet. */
export const pendingCommands = signal(/** @type {PendingCommand[]} */ ([]));
/** Whether a command about this thing waits for the server. @param {string} id */
export const isPending = (id) => pendingCommands.value.some(({ data }) => Object.values(data).includes(id));
/** The last answer to a poll that waits for the server. @param {string} command @returns {any} */
export const pendingAnswer = (command) =>
  pendingCommands.value.filter(({ name }) => name === command).at(-1)?.data;
/** The cards and thanks that this browser wrote, by id. */
export const ownCards = signal(/** @type {Record<string, import("./own-cards.js").OwnCard>} */ ({}));
/** What was typed and is not sent yet, by box. */
export const draftsByBox = signal(/** @type {Record<string, import("./drafts.js").Draft>} */ ({}));
/** The boxes that went away while somebody wrote in them. */
export const lostBoxes = signal(/** @type {import("./ui/lost-boxes.js").LostBox[]} */ ([]));
/** For each box whose text was refused: why. */
export const refusals = signal(/** @type {Record<string, string>} */ ({}));
/** The last change of who leads, until it is closed. */
export const chairChange = signal(/** @type {import("./chair.js").ChairChange | undefined} */ (undefined));
/** Answers to polls that came after the count. */
export const lateAnswers = signal(/** @type {import("./late-answers.js").LateAnswer[]} */ ([]));
/** What is said above the foot. */
export const notice = signal("");

/**
 * Which dialog is open: "", "people", "invite", "agenda", "notes", "close", "keys", "settings" or "ask". What stands after a
 * colon is for the dialog: "notes:parked" puts the focus into the parking lot, "ask:hand" asks about that action.
 */
export const openDialog = signal("");
/** @param {string} name */
export const showDialog = (name) => {
  openDialog.value = name;
};
export const closeDialog = () => showDialog("");

export const serverClock = createServerClock(() => performance.now());
const tick = signal(0);
setInterval(() => {
  tick.value = serverClock.now();
}, TICK_MS);
/** The server's time now. A component that reads it is drawn again four times a second. */
export const now = () => tick.value || serverClock.now();

/** The stage that is on, with its id. */
export const stage = computed(() => {
  const id = shared.value?.clock.stage;
  return id ? { id, ...shared.value.stages[id] } : undefined;
});
/** Who lost the connection a moment ago, in a sentence, or "". */
export const absence = computed(() => (shared.value ? absenceSentence(shared.value.seats, now()) : ""));
/** The ids of those who fade, each followed by a blank: a text, so that it changes only when they do. */
const fadingIds = computed(() =>
  Object.entries(shared.value.seats)
    .filter(([, seat]) => isFading(seat, now()))
    .map(([id]) => `${id} `)
    .join(""),
);
/** Whether somebody lost the connection, and is still shown among those who are here. @param {string} id */
export const isAway = (id) => fadingIds.value.includes(`${id} `);

/** The words of what was put before the room, if something was. */
export const beforeTheRoom = computed(() => {
  const { question, seen, seen_now: seenNow } = shared.value ?? {};
  return question?.text ?? seen?.[seenNow ?? ""]?.title;
});
/** What is left of the theme's timebox, or else of the stage. */
export function timeLeft() {
  const themeMs = stage.value?.kind === "discuss" ? themeTimeLeft(shared.value, now()) : undefined;
  return {
    ms: themeMs ?? stageTimeLeft(shared.value, stage.value?.id ?? "", now()),
    isTheme: themeMs !== undefined,
  };
}
/** The whole agenda's time. */
export const plannedSeconds = () =>
  Object.values(shared.value.stages).reduce((sum, { seconds }) => sum + seconds, 0);
/** Whether a command is open to me now. @param {string} command */
export const can = (command) => me.value.can.includes(command);
/** Whether the meeting has started and is not closed. */
export const isLive = computed(() => ["running", "paused"].includes(shared.value?.meeting.status));
