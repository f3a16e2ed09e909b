/** Fetches what the first page does without, as soon as that page is there. */

import { signal } from "@preact/signals";
import { boot } from "./boot.js";

const RETRY_MS = 5_000;

/** The stages and dialogs of later.js, once they are here. */
export const later = signal(
  /** @type {{STAGES: Record<string, any>, DIALOGS: Record<string, any>} | undefined} */ (undefined),
);
/** Whether they could not be fetched. The next attempt is on its way. */
export const laterFailed = signal(false);

/** The stylesheet that is there, or on its way. @type {Promise<unknown> | undefined} */
let stylesheet;

export async function loadLater() {
  stylesheet ??= loadStylesheet(boot.laterStyles);
  try {
    const [parts] = await Promise.all([import("./later.js"), stylesheet]);
    later.value = parts;
    laterFailed.value = false;
  } catch {
    laterFailed.value = true;
    setTimeout(loadLater, RETRY_MS);
  }
}

/** @param {string} href @returns {Promise<unknown>} */
function loadStylesheet(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => {
      link.remove();
      stylesheet = undefined;
      reject(new Error(href));
    });
  });
}
