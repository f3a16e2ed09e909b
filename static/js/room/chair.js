/** Who leads the room, and what to say when that changes. */

import { joinNames } from "./format.js";

/** @typedef {Record<string, string>} Leaders the names of those who lead, by seat */
/** @typedef {{sentence: string, concernsMe: boolean, inMyPlace?: string}} ChairChange `inMyPlace`: who took my chair */

/** @param {Record<string, {name: string, role: string}>} seats @returns {Leaders} */
export const leadersOf = (seats) =>
  Object.fromEntries(
    Object.entries(seats)
      .filter(([, seat]) => seat.role === "facilitator")
      .map(([id, seat]) => [id, seat.name]),
  );

/** @param {Leaders} some @param {Leaders} others */
const without = (some, others) => Object.fromEntries(Object.entries(some).filter(([id]) => !(id in others)));

/** @param {Leaders} leaders */
const names = (leaders) => joinNames(Object.values(leaders));

/** "Ana leads", "Ana and Ben lead" @param {Leaders} leaders @param {string} one @param {string} more */
const say = (leaders, one, more) => `${names(leaders)} ${Object.keys(leaders).length === 1 ? one : more}`;

/**
 * Everybody hears a change, and the two concerned in words of their own.
 * @param {Leaders} before
 * @param {Leaders} after
 * @param {string} mine my seat
 * @returns {ChairChange | undefined} what to say, if anything
 */
export function describeChange(before, after, mine) {
  const [came, went] = [without(after, before), without(before, after)];
  const stayed = without(after, came);
  if (!names(came) && !names(went)) return undefined;
  if (mine in came) return { sentence: iCame(went, without(after, { [mine]: "" })), concernsMe: true };
  if (mine in went) return { sentence: iWent(came, stayed), concernsMe: true, inMyPlace: names(came) };
  return { sentence: somebodyElse(came, went, stayed), concernsMe: false };
}

function iCame(/** @type {Leaders} */ went, /** @type {Leaders} */ others) {
  if (names(went)) return `You lead the room now, in place of ${names(went)}.`;
  return names(others) ? `You lead the room too, with ${names(others)}.` : "You lead the room now.";
}

function iWent(/** @type {Leaders} */ came, /** @type {Leaders} */ stayed) {
  const news = names(came)
    ? `${say(came, "leads", "lead")} the room now, in your place.`
    : `You do not lead the room any more; ${say(stayed, "does", "do")}.`;
  return `${news} You take part like the others.`;
}

function somebodyElse(
  /** @type {Leaders} */ came,
  /** @type {Leaders} */ went,
  /** @type {Leaders} */ stayed,
) {
  const leads = say(came, "leads", "lead");
  if (!names(came)) {
    return `${say(went, "does", "do")} not lead the room any more; ${say(stayed, "does", "do")}.`;
  }
  if (names(went)) return `${leads} the room now, in place of ${names(went)}.`;
  return names(stayed) ? `${leads} the room too, with ${names(stayed)}.` : `${leads} the room now.`;
}
