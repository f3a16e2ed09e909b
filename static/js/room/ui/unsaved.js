import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";

/**
 * Says "Not saved yet" once something has waited for a while; the usual blink says nothing.
 * @param {{when: boolean, after?: number}} props `after`: milliseconds
 */
export function Unsaved({ when, after = 1000 }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const soon = setTimeout(() => setLate(when), when ? after : 0);
    return () => clearTimeout(soon);
  }, [when]);
  return when && late && html`<p class="unsaved small quiet">Not saved yet</p>`;
}
