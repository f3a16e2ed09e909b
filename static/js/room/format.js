/** Names as one would say them: "Noor, Teun and Abela". @param {string[]} names */
export const list = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** Two letters of a name; one when it has only one. @param {string} name */
export const initials = (name) => {
  const parts = name.trim().split(/\s+/);
  const letters = (part, many) => [...part].slice(0, many).join("");
  return parts.length > 1
    ? letters(parts[0], 1) + letters(parts[parts.length - 1], 1)
    : letters(name.trim(), 2);
};

/** Planned time: 9, 14½, 3.3. @param {number} seconds */
export const minutes = (seconds) =>
  String(Math.round(seconds / 6) / 10)
    .replace(/^0?\.5$/, "½")
    .replace(".5", "½");

/**
 * Those of a list that are there.
 * @template T
 * @param {(T | false | undefined)[]} items
 * @returns {T[]}
 */
export const present = (items) => /** @type {T[]} */ (items.filter(Boolean));
