/**
 * Taking back a step of grouping: whether that is still right, and with which commands.
 * @typedef {{card: string, from?: string, fromName?: string, to?: string}} Move the themes that a card was in and is in; none:
 *   it is on its own
 * @typedef {{what: string, moves: Move[], made?: string, gone?: {theme: string, name: string},
 *   renamed?: {theme: string, was: string, name: string}}} Step `made` and `gone`: the theme that was created, and the one
 *   that was merged or dissolved
 * @typedef {{cards?: Record<string, {theme?: string}>, themes?: Record<string, {name: string}>}} Board
 */

/** @param {Board} board @param {string} theme @returns {string[]} the ids of its cards */
const cardsIn = ({ cards = {} }, theme) => Object.keys(cards).filter((card) => cards[card].theme === theme);

/** @param {Board} board @param {string} [theme] that of a card: where the room votes or discusses, it has one of its own */
const isAlone = (board, theme) => !theme || cardsIn(board, theme).length === 1;

/**
 * Whether all that a step changed is still as the step left it.
 * @param {Step} step
 * @param {Board} board
 */
export function isUndisturbed({ moves, made, gone, renamed }, board) {
  const { cards = {}, themes = {} } = board;
  const moved = moves.map((move) => move.card);
  return (
    moves.every(
      ({ card, to }) => cards[card] && (to ? cards[card].theme === to : isAlone(board, cards[card].theme)),
    ) &&
    (!made || (Boolean(themes[made]) && cardsIn(board, made).every((card) => moved.includes(card)))) &&
    (!gone || !themes[gone.theme]) &&
    (!renamed || themes[renamed.theme]?.name === renamed.name)
  );
}

/**
 * The commands that take a step back. A theme that has gone is created anew, with its id and name.
 * @param {Step} step
 * @param {Board} board
 * @returns {{name: string, data: import("./types").Data}[]}
 */
export function undoingCommands({ moves, made, gone, renamed }, { themes = {} }) {
  const commands = [];
  const lost = new Map(gone && [[gone.theme, gone.name]]);
  for (const { from, fromName } of moves) if (from && !themes[from]) lost.set(from, fromName ?? "");
  for (const [theme, name] of lost) {
    const cards = moves.filter(({ from }) => from === theme).map(({ card }) => card);
    commands.push({ name: "create_theme", data: { theme, name, cards } });
  }
  for (const { card, from } of moves) {
    if (!from) commands.push({ name: "ungroup_card", data: { card } });
    else if (!lost.has(from)) commands.push({ name: "group_card", data: { card, theme: from } });
  }
  if (made && !moves.length) commands.push({ name: "dissolve_theme", data: { theme: made } });
  if (renamed) commands.push({ name: "rename_theme", data: { theme: renamed.theme, name: renamed.was } });
  return commands;
}
