/** @param {string[]} names @returns {string} "Noor, Teun and Abela" */
export const joinNames = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/**
 * @param {string} name
 * @returns {string} two letters; one when the name has only one
 */
export const initials = (name) => {
  const parts = name.trim().split(/\s+/);
  const letters = (part, number) => [...part].slice(0, number).join("");
  return parts.length > 1
    ? letters(parts[0], 1) + letters(parts[parts.length - 1], 1)
    : letters(name.trim(), 2);
};

/** @param {number} seconds @returns {string} planned minutes: "9", "14½", "3.3" */
export const formatMinutes = (seconds) =>
  String(Math.round(seconds / 6) / 10)
    .replace(/^0?\.5$/, "½")
    .replace(".5", "½");
