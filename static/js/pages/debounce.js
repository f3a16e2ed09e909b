/**
 * @param {() => void} action
 * @param {number} ms how long no further call must come before the action runs
 * @returns {() => void}
 */
export function debounce(action, ms) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(action, ms);
  };
}
