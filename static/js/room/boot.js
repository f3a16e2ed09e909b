/** What the page came with. @type {{meeting: string, csrf: string, words: string}} */
export const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
