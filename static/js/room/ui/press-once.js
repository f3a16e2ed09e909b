import { isField } from "./typing.js";

/** Enter that is held down presses a button once: what takes its place may be the next stage, or a “Yes”. */
export function pressOnce() {
  const onKeyDown = (/** @type {KeyboardEvent} */ event) =>
    event.repeat && event.key === "Enter" && !isField(event.target) && event.preventDefault();
  addEventListener("keydown", onKeyDown, true);
}
