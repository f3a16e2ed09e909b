/** Light or dark, on all pages of this browser. colours-at-once.js sets it before a page is drawn. */

import { readItem, removeItem, writeItem } from "./storage.js";

const NAME = "facilitator:theme";
/** What can be chosen, with its name. "" is as the system has it. */
export const THEMES = { "": "As the system", light: "Light", dark: "Dark" };

export const chosenTheme = () => readItem(NAME) ?? "";

function show() {
  document.documentElement.dataset.theme = chosenTheme();
}

/** @param {string} theme one of `THEMES` */
export function chooseTheme(theme) {
  if (theme) writeItem(NAME, theme);
  else removeItem(NAME);
  document.documentElement.dataset.theme = theme;
}

/** Follows what is chosen in another tab. @param {() => void} [onChange] */
export function followTheme(onChange) {
  addEventListener("storage", ({ key }) => {
    if (key !== NAME) return;
    show();
    onChange?.();
  });
}
