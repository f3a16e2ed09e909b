/** Light or dark, on all pages of this browser. colours-at-once.js sets it before a page is drawn. */

import { readItem, removeItem, writeItem } from "./storage.js";

const NAME = "facilitator:colours";
/** What can be chosen, with its name. "" is as the system has it. */
export const COLOURS = { "": "As the system", light: "Light", dark: "Dark" };

export const chosenColours = () => readItem(NAME) ?? "";

function show() {
  document.documentElement.dataset.colours = chosenColours();
}

/** @param {string} colours one of `COLOURS` */
export function chooseColours(colours) {
  if (colours) writeItem(NAME, colours);
  else removeItem(NAME);
  document.documentElement.dataset.colours = colours;
}

/** Follows what is chosen in another tab. @param {() => void} [onChange] */
export function followColours(onChange) {
  addEventListener("storage", ({ key }) => {
    if (key !== NAME) return;
    show();
    onChange?.();
  });
}
