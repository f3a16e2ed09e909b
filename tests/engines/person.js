/** Somebody with a browser. Each method is something that a person does or sees; it waits until that is so. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { composition, find, fullText, hasLibrary, isInView, valueOf } from "./in-page.js";

/**
 * What a driver does, which has one tab of one browser. Functions run in the page; their arguments and what they
 * give are JSON.
 * @typedef {{
 *   open: (address: string) => Promise<unknown>,
 *   reload: () => Promise<unknown>,
 *   address: () => Promise<string>,
 *   run: (work: Function | string, ...given: unknown[]) => Promise<any>,
 *   element: (search: Function, ...given: unknown[]) => Promise<object | null>,
 *   click: (element: object) => Promise<unknown>,
 *   type: (element: object, text: string) => Promise<unknown>,
 *   enter: (element: object) => Promise<unknown>,
 *   picture: (file: string) => Promise<unknown>,
 *   quit: () => Promise<unknown>,
 * }} Driver
 */

const PATIENCE_MS = 15_000;
const LOOK_MS = 100;
const PAINTED_MS = 500;
const LIBRARY = createRequire(import.meta.url).resolve("@testing-library/dom");
const FINDING = readFileSync(join(LIBRARY, "..", "@testing-library", "dom.umd.min.js"), "utf8");

export class Person {
  /** @param {Driver} driver @param {string} pictures the folder that they go to */
  constructor(driver, pictures) {
    this.driver = driver;
    this.pictures = pictures;
    this.looked = 0;
  }

  /** @param {string} address */
  opens = (address) => this.driver.open(address);
  reloads = () => this.driver.reload();

  /** @param {string} name @param {string} [within] the name of the group, region or dialog around it */
  presses = (name, within) => this.#act("button", name, within, (button) => this.driver.click(button));

  /** @param {string} name */
  ticks = (name) => this.#act("checkbox", name, "", (box) => this.driver.click(box));

  /** Writes at the end of what a box holds. @param {string} name @param {string} text */
  fills = (name, text) => this.#act("textbox", name, "", (box) => this.driver.type(box, text));

  /** @param {string} name */
  pressesEnter = (name) => this.#act("textbox", name, "", (box) => this.driver.enter(box));

  /** @param {string} name @param {string} text */
  async writes(name, text) {
    await this.fills(name, text);
    await this.pressesEnter(name);
  }

  /** @param {string} menu @param {string} item */
  async chooses(menu, item) {
    await this.#act("label", menu, "", (summary) => this.driver.click(summary));
    await this.presses(item);
  }

  /** A key of an input method, in the order of events of Chromium and in that of Safari. */
  composes = (/** @type {string} */ name, /** @type {string} */ key) =>
    this.#until(`${key} of an input method`, () => this.driver.run(composition, name, key));

  sees = (/** @type {string} */ words) =>
    this.#until(`“${words}” to read`, async () => (await this.driver.run(fullText)).includes(words));

  noLongerSees = (/** @type {string} */ words) =>
    this.#until(`“${words}” to go`, async () => !(await this.driver.run(fullText)).includes(words));

  isAt = (/** @type {string} */ title) =>
    this.#until(`the heading “${title}”`, () => this.#found("heading", title));

  holds = (/** @type {string} */ name, /** @type {string} */ text) =>
    this.#until(`“${text}” in “${name}”`, async () => (await this.#run(valueOf, name)) === text);

  /** @param {string} name of a box */
  hasInView = (name) => this.#until(`“${name}” in view`, () => this.#run(isInView, name));

  isAddressed = (/** @type {RegExp} */ pattern) =>
    this.#until(`an address like ${pattern}`, async () => pattern.test(await this.driver.address()));

  /** Leaves a picture, once all is drawn and has stopped moving. @param {string} what */
  async looks(what) {
    this.looked += 1;
    await pause(PAINTED_MS);
    await this.driver.picture(join(this.pictures, `${String(this.looked).padStart(2, "0")}-${what}.png`));
  }

  async #act(kind, name, within, action) {
    await this.#until(`the ${kind} “${name}”`, async () => {
      const element = await this.#found(kind, name, within);
      if (!element) return false;
      await action(element);
      return true;
    });
  }

  async #found(kind, name, within = "") {
    await this.#learns();
    return this.driver.element(find, kind, name, within);
  }

  async #run(work, ...given) {
    await this.#learns();
    return this.driver.run(work, ...given);
  }

  /** The page learns how to find by role. */
  async #learns() {
    if (!(await this.driver.run(hasLibrary))) await this.driver.run(FINDING);
  }

  async #until(what, isSo) {
    const end = Date.now() + PATIENCE_MS;
    let trouble = "";
    while (Date.now() < end) {
      try {
        if (await isSo()) return;
      } catch (error) {
        // An element that was drawn anew meanwhile, or a page that goes.
        trouble = ` (${error})`;
      }
      await pause(LOOK_MS);
    }
    throw new Error(`Waited for ${what}${trouble}`);
  }
}
