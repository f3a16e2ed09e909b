/** Debian's Firefox, over WebDriver BiDi. */

import puppeteer from "puppeteer-core";
import { whereIs } from "./system.js";

const program = () => whereIs("firefox-esr") ?? whereIs("firefox");

/** What to install, or "". */
export const missing = () => (program() ? "" : "Firefox is missing: apt-get install firefox-esr");

/** @param {import("./system.js").Size} size @returns {Promise<import("./person.js").Driver>} */
export async function start(size) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: program(),
    defaultViewport: size,
  });
  const page = await browser.newPage();
  return {
    open: (address) => page.goto(address),
    reload: () => page.reload(),
    address: async () => page.url(),
    run: (work, ...given) => page.evaluate(work, ...given),
    element: async (search, ...given) => (await page.evaluateHandle(search, ...given)).asElement(),
    click: (element) => element.click(),
    type: (element, text) => element.type(text),
    enter: (element) => element.press("Enter"),
    picture: (file) => page.screenshot({ path: file }),
    quit: () => browser.close(),
  };
}
