/** The page of an entry: what was kept in this browser until it was saved is no longer needed. */
import "./local-time.js";
import { dropArrived } from "./submission.js";

dropArrived();
/** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
