import { useEffect, useRef, useState } from "preact/hooks";
import { LOCALE } from "../../shared/format.js";

/**
 * When this browser last got another version of a text: that one is saved.
 * @param {string} text as the server has it
 * @returns {string} "14:02", or "" while it is as it was when the page was opened
 */
export function useSavedAt(text) {
  const [at, setAt] = useState("");
  const known = useRef(text);
  useEffect(() => {
    if (known.current === text) return;
    known.current = text;
    setAt(new Date().toLocaleTimeString(LOCALE, { hour: "2-digit", minute: "2-digit" }));
  }, [text]);
  return at;
}
