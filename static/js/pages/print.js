/* A button that prints the page. Without this script the browser's own menu does. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[data-needs-js]")?.removeAttribute("hidden");
  button.addEventListener("click", () => print());
}
