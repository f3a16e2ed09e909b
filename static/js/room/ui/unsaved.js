import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";

/**
 * Says "Not saved yet" when something has waited for a while. A short wait is normal, and says nothing.
 * @param {{when: boolean, after?: number}} props `when`: whether it waits; `after`: milliseconds
 */
export function Unsaved({ when, after = 1000 }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(when), when ? after : 0);
    return () => clearTimeout(timer);
  }, [when]);
  return when && isLate && html`<p class="unsaved small quiet">Not saved yet</p>`;
}
