/** Keeps the display on while the screen is shown. Browsers without Screen Wake Lock go by their own settings. */
export function stayAwake() {
  const ask = () => {
    // Refused on low battery, for example: then the display may sleep, and nothing else is lost.
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
  };
  // A hidden page loses the lock.
  document.addEventListener("visibilitychange", ask);
  ask();
}
