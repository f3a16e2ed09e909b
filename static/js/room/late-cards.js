/**
 * Cards that were written for the reveal, without a connection, and that come after it. In an anonymous
 * meeting a card that comes alone may tell whose it is, so its writer is asked before it is sent.
 */

/** The stages in which new cards wait for the reveal. */
const WRITTEN_HIDDEN = ["frame", "recount", "reflect"];

/**
 * Whether the others see the cards already, in a meeting that shows no writers.
 * @param {import("./types").Shared | undefined} shared
 */
export function cardsAreShown(shared) {
  const kind = shared?.stages[shared.clock.stage ?? ""]?.kind;
  return shared?.meeting.secrecy === "anonymous" && kind !== undefined && !WRITTEN_HIDDEN.includes(kind);
}

/**
 * Whether a card missed the reveal. One that the others see was there in time: only its answer got lost.
 * @param {import("./types").PendingCommand} command
 * @param {import("./types").Shared | undefined} shared
 */
export const isLateCard = ({ forReveal, data }, shared) =>
  Boolean(forReveal) && cardsAreShown(shared) && !shared?.cards?.[data.card];

/**
 * The own cards and thanks that the server keeps hidden for a while: nobody else sees them yet.
 * @param {Record<string, import("./own-cards.js").OwnCard>} own
 * @param {Record<string, unknown>} shown what everybody sees, by id
 * @param {(id: string) => boolean} isPending
 * @returns {string[]} their ids
 */
export const waitingIds = (own, shown, isPending) =>
  Object.keys(own).filter((id) => !shown[id] && !isPending(id));

/** Without what the server may change in a text: blanks, and characters that are not seen. */
const bare = (/** @type {string} */ text) => text.normalize().replace(/[\s\p{C}]+/gu, "");

/**
 * Whether a changed text of mine waits to be shown.
 * @param {{text: string} | undefined} own
 * @param {string} shown
 */
export const isChangedLater = (own, shown) => own !== undefined && bare(own.text) !== bare(shown);
