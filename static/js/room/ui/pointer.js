let isDown = false;
const setDown = (/** @type {boolean} */ value) => () => {
  isDown = value;
};
addEventListener("pointerdown", setDown(true), true);
for (const event of ["pointerup", "pointercancel"]) addEventListener(event, setDown(false), true);

/**
 * Runs an action as soon as no finger or mouse button is down. If a button moves away while it is pressed,
 * the browser fires no click on it.
 * @param {() => void} action
 */
export function afterPointerUp(action) {
  const run = () => setTimeout(action);
  if (isDown) addEventListener("pointerup", run, { once: true });
  else run();
}
