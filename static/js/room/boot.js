/**
 * What the page came with. `letters`: whether a mail server is set;
 * `laterStyles`: the address of the stylesheet for what is loaded later.
 * `polls`: the secret questions with numbers to choose from. `ends`: what the lowest and the highest number mean;
 * `least`: from how many answers on more than their number is shown.
 * `screen`: whether this is the view for a shared screen.
 * @type {{
 *   meeting: string, csrf: string, words: string, letters: boolean, laterStyles: string, screen?: boolean,
 *   polls: Record<"safety" | "roti", {title: string, scores: number[], ends: [string, string], least: number}>,
 * }}
 */
export const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
