import { useEffect, useRef } from "preact/hooks";

/** Whoever has not typed for so long is thinking, or has gone. */
const REST_MS = 8000;

/**
 * Tells that somebody is writing, and that they are not any more.
 * @param {((isWriting: boolean) => void) | undefined} onChange
 * @returns {{noteWriting: () => void, stopWriting: () => void}} for each letter, and for leaving the box
 */
export function useWritingSignal(onChange) {
  const timer = useRef(0);
  const stopWriting = () => {
    if (!timer.current) return;
    clearTimeout(timer.current);
    timer.current = 0;
    onChange?.(false);
  };
  const noteWriting = () => {
    if (!timer.current) onChange?.(true);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(stopWriting, REST_MS);
  };
  useEffect(() => stopWriting, []);
  return { noteWriting, stopWriting };
}
