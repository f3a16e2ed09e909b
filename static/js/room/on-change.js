import { computed, effect } from "@preact/signals";
import { shared } from "./state.js";

/**
 * Does something when what the room shows has changed; not at the first sight of the room.
 * @param {() => string} read a text that stands for what there is now
 * @param {(text: string) => void} act
 */
export function onChange(read, act) {
  const current = computed(() => shared.value && read());
  /** @type {string | undefined} */
  let before;
  effect(() => {
    const text = current.value;
    if (before !== undefined && text !== before) act(text);
    before = text;
  });
}
