/** The files that are chosen so far, as a list from which each can be taken out again. */

import { cloneTemplate, find, setText } from "./dom.js";

/** @typedef {import("./dropped-files.js").Chosen} Chosen */

/** More rows than these help nobody. */
const MOST_ROWS = 50;

export class ChosenFiles {
  /**
   * @param {HTMLElement} section
   * @param {() => void} changed called when a file was taken out
   */
  constructor(section, changed) {
    this.section = section;
    this.changed = changed;
    this.list = find(section, "[data-list]", HTMLUListElement);
    this.row = find(section, "template", HTMLTemplateElement);
    this.all = find(section, "[data-clear]", HTMLButtonElement);
    /** @type {Map<string, Chosen>} */
    this.files = new Map();
    this.all.addEventListener("click", () => this.remove([...this.files.keys()]));
  }

  get bytes() {
    return [...this.files.values()].reduce((sum, { file }) => sum + file.size, 0);
  }

  /**
   * Adds files. One that is the same as another, chosen twice, is there once; two of one name both stay.
   * @param {Chosen[]} files
   */
  add(files) {
    for (const each of files) {
      const { size, lastModified } = each.file;
      this.files.set(JSON.stringify([each.path, size, lastModified]), each);
    }
    this.show();
  }

  /** @param {string[]} keys */
  remove(keys) {
    for (const key of keys) this.files.delete(key);
    this.show();
    this.changed();
  }

  show() {
    const shown = [...this.files].slice(0, MOST_ROWS);
    this.section.hidden = !shown.length;
    this.list.replaceChildren(...shown.map(([key, { path, file }]) => this.rowOf(key, path, file.size)));
    const more = this.files.size - shown.length;
    const said = find(this.section, "[data-more]", HTMLElement);
    said.hidden = !more;
    setText(said, `And ${more} more.`);
    this.all.hidden = this.files.size < 2;
  }

  /**
   * @param {string} key
   * @param {string} path
   * @param {number} bytes
   */
  rowOf(key, path, bytes) {
    const row = cloneTemplate(this.row);
    setText(find(row, "bdi", HTMLElement), path);
    setText(find(row, "[data-size]", HTMLElement), sizeWords(bytes));
    const button = find(row, "button", HTMLButtonElement);
    button.ariaLabel = `Take out ${path}`;
    button.addEventListener("click", () => {
      const place = [...this.list.children].indexOf(row);
      this.remove([key]);
      const next = this.list.children[Math.min(place, this.list.children.length - 1)];
      next?.querySelector("button")?.focus();
    });
    return row;
  }
}

/**
 * @param {number} bytes
 * @returns {string}
 */
export function sizeWords(bytes) {
  const mebibytes = bytes / 1024 / 1024;
  return mebibytes < 1 ? `${Math.ceil(bytes / 1024)} KB` : `${mebibytes.toFixed(1)} MiB`;
}
