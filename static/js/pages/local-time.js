/** Shows instants in the reader's time zone, with the weekday; without this script the server's words stay.
    `<time data-local>` gets day and time, `<time data-local="day">` the day. */

import { LOCALE, LONG_DATE } from "../shared/format.js";
import { BROWSER_ZONE, ZONE } from "./zone.js";

/** @type {Intl.DateTimeFormatOptions} */
const LONG_DATE_TIME = {
  ...LONG_DATE,
  weekday: "long",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
};

for (const element of document.querySelectorAll("time[data-local]")) {
  const instant = new Date(element.getAttribute("datetime") ?? "");
  if (!Number.isNaN(instant.valueOf())) {
    const format = element.getAttribute("data-local") === "day" ? LONG_DATE : LONG_DATE_TIME;
    element.textContent = instant.toLocaleString(LOCALE, { ...format, timeZone: ZONE });
  }
}

/**
 * Turns a date field that the server filled in UTC to local time. The zone's name is sent along with it.
 * @param {HTMLFormElement} form
 */
export function localizeDateField(form) {
  const field = form.querySelector("input[data-local]");
  const zoneField = form.elements.namedItem("zone");
  if (!(field instanceof HTMLInputElement) || !(zoneField instanceof HTMLInputElement)) return;
  if (field.value && zoneField.value === "UTC") {
    field.value = localIso(new Date(`${field.value}Z`)).slice(0, "YYYY-MM-DDTHH:MM".length);
  }
  zoneField.value = BROWSER_ZONE;
  const label = form.querySelector("[data-zone-words]");
  if (label) label.textContent = `In your time zone, ${BROWSER_ZONE.replaceAll("_", " ")}.`;
}

/**
 * @param {Date} instant
 * @returns {string} ISO 8601 in local time, although it ends in Z: to be cut
 */
function localIso(instant) {
  return new Date(instant.valueOf() - instant.getTimezoneOffset() * 60_000).toISOString();
}
