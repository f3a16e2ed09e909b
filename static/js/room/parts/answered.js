import { count } from "../../shared/format.js";

/**
 * How many have answered an open poll, and whether somebody is missing who was here.
 * @param {import("../types").Poll} poll
 * @param {string} [verb]
 * @returns {string} "3 of 4 have voted, 1 person lost the connection."
 */
export function answeredLine({ answered, of, lost }, verb = "answered") {
  const missing = lost ? `, ${count(lost, "person", "people")} lost the connection` : "";
  return `${answered} of ${of} ${verb}${missing}.`;
}
