import { chooseTheme, chosenTheme, followTheme } from "../shared/colours.js";

/** The choice of light or dark in the foot of a page. @param {Document} page */
export function offerThemes(page) {
  const choice = page.querySelector("[data-theme-choice]");
  const show = () => {
    if (choice instanceof HTMLSelectElement) choice.value = chosenTheme();
  };
  show();
  followTheme(show);
  choice?.addEventListener("change", () => choice instanceof HTMLSelectElement && chooseTheme(choice.value));
  choice?.closest("[hidden]")?.removeAttribute("hidden");
}
