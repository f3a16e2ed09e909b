import { chooseColours, chosenColours, followColours } from "../shared/colours.js";

/** The choice of light or dark in the foot of a page. @param {Document} page */
export function offerColours(page) {
  const choice = page.querySelector("[data-colours-choice]");
  const show = () => {
    if (choice instanceof HTMLSelectElement) choice.value = chosenColours();
  };
  show();
  followColours(show);
  choice?.addEventListener(
    "change",
    () => choice instanceof HTMLSelectElement && chooseColours(choice.value),
  );
  choice?.closest("[hidden]")?.removeAttribute("hidden");
}
