/** Shows instants in the reader's own time zone; the server writes them in UTC.
    `<time data-local>` gets day and time, `<time data-local="day">` the day. */
import { LOCALE, LONG_DATE } from "../shared/format.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** @type {Intl.DateTimeFormatOptions} */
const moment = { ...LONG_DATE, weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" };

for (const element of document.querySelectorAll("time[data-local]")) {
  const at = new Date(element.getAttribute("datetime") ?? "");
  if (!Number.isNaN(at.valueOf())) {
    element.textContent = at.toLocaleString(
      LOCALE,
      element.getAttribute("data-local") === "day" ? LONG_DATE : moment,
    );
  }
}

/**
 * A date field that came filled in UTC is turned to local time, and sent back with the zone's name.
 * @param {HTMLFormElement} form
 */
export function localDate(form) {
  const field = form.querySelector("input[data-local]");
  const sent = form.elements.namedItem("zone");
  if (!(field instanceof HTMLInputElement) || !(sent instanceof HTMLInputElement)) return;
  if (field.value && sent.value === "UTC") field.value = local(new Date(`${field.value}Z`));
  sent.value = zone;
  const words = form.querySelector("[data-zone-words]");
  if (words) words.textContent = `In your time zone, ${zone.replaceAll("_", " ")}.`;
}

/** @param {Date} at */
function local(at) {
  return new Date(at.valueOf() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
