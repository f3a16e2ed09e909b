/** Words and dates as they are shown everywhere. */

/** The language of all dates: the server writes days in this way too, and one day must not look like two. */
export const LOCALE = "en-GB";

/** @type {Intl.DateTimeFormatOptions} "31 January 2017" */
export const LONG_DATE = { day: "numeric", month: "long", year: "numeric" };

/**
 * A day as a local time. Noon, so that no time zone turns it into the day before or after.
 * @param {string} day YYYY-MM-DD
 */
export const noonOf = (day) => new Date(`${day}T12:00`);

/**
 * @param {string} day YYYY-MM-DD
 * @returns {string} "31 January 2017"
 */
export const longDate = (day) => noonOf(day).toLocaleDateString(LOCALE, LONG_DATE);

/**
 * A day that people plan with: the year is said only if it is another one.
 * @param {string} day YYYY-MM-DD
 * @returns {string} "31 January", or "31 January 2017"
 */
export function dayInWords(day) {
  const date = noonOf(day);
  const { year, ...dayAndMonth } = LONG_DATE;
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleDateString(LOCALE, isThisYear ? dayAndMonth : LONG_DATE);
}

/**
 * @param {number} number
 * @param {string} singular
 * @param {string} [plural]
 * @returns {string} "1 card", "3 cards"
 */
export const count = (number, singular, plural = `${singular}s`) =>
  `${number} ${number === 1 ? singular : plural}`;

/** In quotation marks, unless it begins with some of its own. @param {string} text */
export const quoted = (text) => (/^["“„«]/.test(text) ? text : `“${text}”`);
