let pressed = false;
addEventListener(
  "pointerdown",
  () => {
    pressed = true;
  },
  true,
);
for (const event of ["pointerup", "pointercancel"])
  addEventListener(
    event,
    () => {
      pressed = false;
    },
    true,
  );

/**
 * Do something once no finger or button is down: what moves away under a press never gets its click.
 * @param {() => void} act
 */
export function afterPress(act) {
  const soon = () => setTimeout(act);
  if (pressed) addEventListener("pointerup", soon, { once: true });
  else soon();
}
