/** Without cookies nothing can be sent, and no seat is remembered: that is said before anybody types. */

const SENTENCE =
  "This browser keeps no cookies for this site. Allow them in its settings, then load this page again: " +
  "without them nothing can be sent from here, and your place in a room can’t be remembered.";

/** @param {Document} page */
export function warnWithoutCookies(page) {
  const needed = page.querySelector("form[method=post], [data-needs-cookies]");
  if (navigator.cookieEnabled || !needed) return;
  const notice = page.createElement("p");
  notice.className = "notice notice-failure";
  notice.setAttribute("role", "alert");
  notice.textContent = SENTENCE;
  (needed.closest(".page, .page-wide") ?? page.body).prepend(notice);
}
