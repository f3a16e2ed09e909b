/** @typedef {{text: string, was?: string}} Draft `was`: the text that an edit started from */

/**
 * What was typed into each box and is not sent yet. It survives a reload, the end of a stage, and going back.
 * @param {import("./types").SeatStorage} storage
 * @param {(drafts: Record<string, Draft>) => void} [onChange] also called at once
 */
export function openDrafts(storage, onChange = () => {}) {
  /** @type {Record<string, Draft>} */
  const loaded = storage.get("drafts", {});
  let drafts = loaded;
  onChange(drafts);

  /**
   * What is stored is read anew: another tab of this seat may have written meanwhile. Its drafts stay there, and
   * replace none that somebody is looking at here.
   */
  const change = (/** @type {string} */ box, /** @type {Draft | undefined} */ draft) => {
    const changed = (/** @type {Record<string, Draft>} */ { [box]: _, ...others }) =>
      draft ? { ...others, [box]: draft } : others;
    const stored = storage.get("drafts", {});
    if (draft || stored[box]?.text === drafts[box]?.text) storage.set("drafts", changed(stored));
    drafts = changed(drafts);
    onChange(drafts);
  };

  /** What another tab has sent or discarded goes here too, unless other words were typed here. */
  storage.watch("drafts", (before, after) => {
    const isOurs = (/** @type {string} */ box) =>
      drafts[box] !== loaded[box] && drafts[box].text !== before?.[box]?.text;
    const isGone = (/** @type {string} */ box) => !after?.[box] && !isOurs(box);
    drafts = Object.fromEntries(Object.entries(drafts).filter(([box]) => !isGone(box)));
    onChange(drafts);
  });

  /** By box: the refused words that stand there as they came back. @type {Record<string, string>} */
  const returned = {};

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
     * Puts a refused text back into its box, after others that came back, before what was typed there since. The draft of an edit stays: it
     * contains the refused text. If it starts from that text, it starts from what that one started from again.
     * @param {string} box
     * @param {string} text
     * @param {string} [was] the text that the refused one started from
     */
    restore(box, text, was) {
      const draft = drafts[box];
      const newer = draft?.text ?? "";
      if (draft?.was === text && was !== undefined) this.write(box, newer, was);
      if (newer === text || draft?.was !== undefined) return;
      const before = newer.startsWith(returned[box] || "\n") ? `${returned[box]}\n` : "";
      const since = newer.slice(before.length);
      returned[box] = before + text;
      this.write(box, since ? `${before}${text}\n${since}` : before + text);
    },
  };
}
