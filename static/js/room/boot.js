/**
 * What the page came with. `letters`: whether a mail server is set;
 * `laterStyles`: the address of the stylesheet for what is loaded later.
 * `screen`: whether this is the view for a shared screen.
 * @type {{meeting: string, csrf: string, words: string, letters: boolean, laterStyles: string, screen?: boolean}}
 */
export const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
