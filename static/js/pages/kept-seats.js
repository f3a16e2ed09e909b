/**
 * Forgets what this browser keeps for seats that are over: the cards and keys at once, words that were not sent
 * when they are dealt with. At the sign-out it forgets all that is the account's, and the drafts of its forms.
 */

import { feedbackMeetings, forgetFeedback } from "../shared/feedback-cards.js";
import { forgetSeat, keptSeats, seatPrefix } from "../shared/kept-seats.js";
import { postJson } from "../shared/request.js";
import { readItem, writeItem } from "../shared/storage.js";
import { emptyOutbox, unsentWords } from "../shared/unsent-words.js";
import { deleteAllDrafts } from "./draft-store.js";

/** @typedef {import("../shared/kept-seats.js").KeptSeat} KeptSeat */

const SECRETS = ["own", "reactions", "leaders"];
const KEPT_MS = 30 * 24 * 3600 * 1000;
const SIGNED_OUT = /(?:^|; )(?:__Host-)?signed_out=/;

/**
 * @param {Document} page
 * @returns {Promise<KeptSeat[]>} the seats that are over, or go on in another browser, and have words that were not
 *   sent. Those that go on keep all they have: they may come back to this browser.
 */
export async function forgetWhatIsOver(page) {
  const isSignedOut = SIGNED_OUT.test(page.cookie);
  if (isSignedOut) {
    deleteAllDrafts();
    for (const meeting of feedbackMeetings()) forgetFeedback(meeting);
  }
  const [seats, meetings] = [keptSeats(), feedbackMeetings()];
  const isAsked = seats.length + meetings.length > 0;
  const state = isAsked ? await askServer(seats, meetings) : { over: [], away: [], closed: [] };
  if (!state) return [];
  for (const meeting of state.closed) forgetFeedback(meeting);
  if (isSignedOut) {
    for (const kept of seats) if (!isIn(state.over, kept) && isIn(state.away, kept)) forgetSeat(kept);
    for (const name of ["", "__Host-"])
      page.cookie = `${name}signed_out=; path=/; max-age=0${name && "; secure"}`;
  }
  return seats.filter((kept) =>
    isIn(state.over, kept)
      ? hasWordsLeft(kept, isSignedOut)
      : isIn(state.away, kept) && unsentWords(kept).length > 0,
  );
}

/** @param {string[]} ids @param {KeptSeat} kept */
const isIn = (ids, { seat }) => ids.includes(seat);

/**
 * @param {KeptSeat[]} seats
 * @param {string[]} meetings for which this browser has cards from before
 * @returns {Promise<{over: string[], away: string[], closed: string[]} | null>} null when the server can't be asked
 */
async function askServer(seats, meetings) {
  const asked = { seats: seats.map(({ seat }) => seat).slice(0, 200), meetings: meetings.slice(0, 200) };
  const answer = await postJson("/room/kept", asked, "").catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/**
 * Forgets a seat that is over, but for words that were not sent.
 * @param {KeptSeat} kept
 * @param {boolean} isSignedOut
 */
function hasWordsLeft(kept, isSignedOut) {
  forgetSeat(kept, SECRETS);
  emptyOutbox(kept);
  const name = `${seatPrefix(kept.meeting, kept.seat)}over`;
  const since = Number(readItem(name) ?? Date.now());
  writeItem(name, String(since));
  const isLeft = !isSignedOut && unsentWords(kept).length > 0 && Date.now() - since < KEPT_MS;
  if (!isLeft) forgetSeat(kept);
  return isLeft;
}
