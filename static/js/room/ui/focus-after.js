import { useLayoutEffect, useRef } from "preact/hooks";

/** @typedef {{current: HTMLElement | null}} Ref */

/**
 * Gives the focus to an element that is drawn with the next change, and before another key can be pressed.
 * @returns a function that takes the ref of the element
 */
export function useFocusAfter() {
  const wanted = useRef(/** @type {Ref | undefined} */ (undefined));
  useLayoutEffect(() => {
    wanted.current?.current?.focus({ preventScroll: true });
    wanted.current = undefined;
  });
  return (/** @type {Ref} */ ref) => {
    wanted.current = ref;
  };
}
