/** @typedef {{text: string, was?: string}} Draft `was`: the text that an edit started from */

/**
 * What was typed into each box and is not sent yet. It survives a reload, the end of a stage, and going back.
 * @param {import("./types").SeatStorage} storage
 */
export function openDrafts(storage) {
  /** @type {Record<string, Draft>} */
  let drafts = storage.get("drafts", {});

  /** Read anew before each change: another tab of this seat may have written meanwhile. */
  const change = (/** @type {string} */ box, /** @type {Draft | undefined} */ draft) => {
    const { [box]: _, ...others } = storage.get("drafts", {});
    drafts = draft ? { ...others, [box]: draft } : others;
    storage.set("drafts", drafts);
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
     * Puts a refused text back into its box, before what was typed there since. The draft of an edit stays as
     * it is: it contains the refused text already.
     * @param {string} box
     * @param {string} text
     */
    restore(box, text) {
      const newer = drafts[box]?.text ?? "";
      if (newer === text || drafts[box]?.was !== undefined) return;
      this.write(box, newer ? `${text}\n${newer}` : text);
    },
  };
}
