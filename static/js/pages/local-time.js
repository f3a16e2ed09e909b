/** Shows instants in the reader's time zone, with the weekday; without this script the server's words stay.
    `<time data-local>` gets day and time, `<time data-local="day">` the day. */

import { LOCALE, LONG_DATE } from "../shared/format.js";
import { ZONE } from "./zone.js";

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
