/** Where in a room words were written, as people call it. */

/** @type {[RegExp, string][]} by the name of the box */
const PLACES = [
  [/^(?:card:|edit_card)/, "A change to a card"],
  [/^learning:/, "A change to a learning"],
  [/^park/, "A point to park"],
  [/^(?:new-step|new-experiment|action:)/, "A step or an experiment"],
  [/^review:/, "A decision about an action of before"],
  [/^appreciat/, "Thanks, a success, or what you take with you"],
  [/^ask$/, "A question"],
  [/^(?:timeline|at:|what:)/, "The timeline"],
  [/^recount:/, "What happened"],
  [/^statement$/, "What you own in this"],
  [/^(?:new-rule|rule:)/, "A ground rule"],
  [/^(?:new-theme|theme:)/, "The name of a theme"],
  [/^name$/, "Your name"],
  [/^answer:/, "The connection was away, and this came too late"],
];

/**
 * What the page says of the room.
 * @returns {{columns?: Record<string, string>, themes?: Record<string, string>}}
 */
function roomWords() {
  return JSON.parse(document.querySelector("[data-room-words]")?.textContent ?? "{}");
}

/** @param {string} box @returns {string} "A card: What drove it" */
export function wordsOf(box) {
  const { columns = {}, themes = {} } = roomWords();
  const [kind, id = ""] = box.split(":");
  if (kind === "add") return columns[id] ? `A card: ${columns[id]}` : "A card";
  if (kind === "learning-new") return themes[id] ? `A learning on “${themes[id]}”` : "A learning";
  return PLACES.find(([pattern]) => pattern.test(box))?.[1] ?? "Something you wrote";
}
