/** Keys that end what one writes: Enter sends, Escape closes. Every box and dialog of the room asks here. */

/** What a browser says of a key that the writer's input method has taken for itself. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether a key belongs to a composition, in which Enter takes over what is suggested and Escape drops it.
 * Safari ends the composition before the key: then only the key's code tells.
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;

/**
 * A listener for `keydown`. A key that it takes goes no further: Escape in a box leaves the dialog around it
 * open. Shift and Enter make a new line.
 * @param {{onEnter?: () => void, onEscape?: () => void}} keys
 * @returns {(event: KeyboardEvent) => void}
 */
export function endingKeys({ onEnter, onEscape }) {
  return (event) => {
    const isEnter = event.key === "Enter" && !event.shiftKey;
    const action = (isEnter && onEnter) || (event.key === "Escape" && onEscape);
    if (!action || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
}
