/**
 * What the page came with. `letters`: whether a mail server is set.
 * @type {{meeting: string, csrf: string, words: string, letters: boolean}}
 */
export const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
