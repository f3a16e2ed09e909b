/** The time zone in which a page tells times: that of the reader's account, else the browser's. */

import { postJson } from "../shared/request.js";

export const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export const ZONE = document.body.dataset.zone || BROWSER_ZONE;

/** Tells the server the browser's zone as long as it knows none for the account. */
export async function tellZone() {
  const csrf = document.body.dataset.zoneCsrf;
  // Without an answer, the next page tries again.
  if (csrf) await postJson("/account/zone/found", { zone: BROWSER_ZONE }, csrf).catch(() => {});
}
