/** @typedef {{text: string, was?: string}} Draft */

/**
 * What stands in each box and is not sent yet. It survives a reload, the end of a stage, and going back.
 * @param {import("./types").Shelf} shelf
 */
export function openDrafts(shelf) {
  /** @type {Record<string, Draft>} */
  const drafts = shelf.get("drafts", {});
  return {
    /** @param {string} box @returns {Draft | undefined} */
    read: (box) => drafts[box],
    /** @param {string} box @param {string} text @param {string} [was] the text that the edit started from */
    write(box, text, was) {
      if (text === "" && was === undefined) delete drafts[box];
      else drafts[box] = was === undefined ? { text } : { text, was };
      shelf.set("drafts", drafts);
    },
    /** @param {string} box */
    clear(box) {
      delete drafts[box];
      shelf.set("drafts", drafts);
    },
    /**
     * Words whose command was refused go back to their box, before what was typed since.
     * @param {string} box
     * @param {string} text
     */
    giveBack(box, text) {
      const since = drafts[box]?.text ?? "";
      if (since === text) return;
      this.write(box, since ? `${text}\n${since}` : text, drafts[box]?.was);
    },
  };
}
