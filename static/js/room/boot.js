/**
 * What the page came with. `letters`: whether a mail server is set;
 * `laterStyles`: the address of the stylesheet for what is loaded later.
 * @type {{meeting: string, csrf: string, words: string, letters: boolean, laterStyles: string}}
 */
export const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
