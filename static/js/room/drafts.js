/** @typedef {{text: string, was?: string}} Draft */

/**
 * What stands in each box and is not sent yet. It survives a reload, the end of a stage, and going back.
 * @param {import("./types").Shelf} shelf
 */
export function openDrafts(shelf) {
  /** @type {Record<string, Draft>} */
  let drafts = shelf.get("drafts", {});
  /** Another tab of this seat may have written since. */
  const change = (/** @type {string} */ box, /** @type {Draft | undefined} */ draft) => {
    const { [box]: _, ...others } = shelf.get("drafts", {});
    drafts = draft ? { ...others, [box]: draft } : others;
    shelf.set("drafts", drafts);
  };
  return {
    /** @param {string} box @returns {Draft | undefined} */
    read: (box) => drafts[box],
    /** @param {string} box @param {string} text @param {string} [was] the text that the edit started from */
    write(box, text, was) {
      if (text === "" && was === undefined) change(box, undefined);
      else change(box, was === undefined ? { text } : { text, was });
    },
    /** @param {string} box */
    clear: (box) => change(box, undefined),
    /**
     * Words whose command was refused go back to their box, before what was typed since. A shared text has grown from
     * them already.
     * @param {string} box
     * @param {string} text
     */
    giveBack(box, text) {
      const since = drafts[box]?.text ?? "";
      if (since === text || drafts[box]?.was !== undefined) return;
      this.write(box, since ? `${text}\n${since}` : text);
    },
  };
}
