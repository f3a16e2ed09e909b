/** What the page came with. @type {{meeting: string, csrf: string}} */
export const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
