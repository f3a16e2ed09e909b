/** What runs in the page. Each function stands alone, since it is sent there as a text. */

/* global TestingLibraryDom */

export const hasLibrary = () => "TestingLibraryDom" in window;

/**
 * The last element of this kind and name that can be used, or null.
 * @param {string} kind a role, or "label" for what a label names
 * @param {string} name its whole name
 * @param {string} within the beginning of the name of what it is in, or ""
 */
export function find(kind, name, within) {
  const { queryAllByLabelText, queryAllByRole } = TestingLibraryDom;
  const begins = (/** @type {string} */ label) => label.startsWith(within);
  const around = ["region", "group", "dialog"].flatMap((role) =>
    within ? queryAllByRole(document.body, role, { name: begins }) : [],
  );
  const root = within ? around[0] : document.body;
  if (!root) return null;
  // A box that offers suggestions is a combobox.
  const roles = kind === "textbox" ? [kind, "combobox"] : [kind];
  const found =
    kind === "label"
      ? queryAllByLabelText(root, name)
      : roles.flatMap((role) => queryAllByRole(root, role, { name }));
  // The library takes what is in a closed <details> for visible.
  const usable = found.filter((it) => it.checkVisibility() && !it.matches(":disabled, [aria-disabled=true]"));
  return usable.at(-1) ?? null;
}

// biome-ignore lint/performance/useDomNodeTextContent: only what can be seen counts.
export const fullText = () => document.body.innerText.replace(/\s+/g, " ");

/** @param {string} name of a box */
export const valueOf = (name) =>
  TestingLibraryDom.queryAllByRole(document.body, "textbox", { name }).at(-1)?.value;

/** Whether nothing hides a part of a box. @param {string} name */
export function isInView(name) {
  const box = TestingLibraryDom.getByRole(document.body, "textbox", { name });
  const { left, top, bottom } = box.getBoundingClientRect();
  return [top + 2, bottom - 2].every((y) => document.elementFromPoint(left + 20, y) === box);
}

export const intoSight = (/** @type {Element} */ element) => element.scrollIntoView({ block: "nearest" });

/**
 * A key that belongs to a composition. Safari ends the composition before the key, and then only its code tells.
 * @param {string} name of a box
 * @param {string} key
 */
export function composition(name, key) {
  const box = TestingLibraryDom.getByRole(document.body, "textbox", { name });
  for (const isSafari of [false, true]) {
    if (isSafari)
      box.dispatchEvent(new CompositionEvent("compositionend", { data: box.value, bubbles: true }));
    const how = { key, keyCode: 229, isComposing: !isSafari, bubbles: true, cancelable: true };
    box.dispatchEvent(new KeyboardEvent("keydown", how));
  }
  return true;
}
