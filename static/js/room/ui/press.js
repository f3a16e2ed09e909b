let pressed = false;
for (const [event, down] of /** @type {[string, boolean][]} */ ([["pointerdown", true], ["pointerup", false], ["pointercancel", false]])) {
  addEventListener(event, () => { pressed = down; }, true);
}

/**
 * Do something once no finger or button is down: what moves away under a press never gets its click.
 * @param {() => void} act
 */
export function afterPress(act) {
  const soon = () => setTimeout(act);
  if (pressed) addEventListener("pointerup", soon, { once: true });
  else soon();
}
