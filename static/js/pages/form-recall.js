/** "Have we been here before?": earlier entries that fit what is being written, offered beside it. */
import { longDate } from "../shared/format.js";
import { postJson } from "../shared/request.js";
import { all, find, settled } from "./dom.js";

/** @typedef {import("../shared/types").RecalledEntry} RecalledEntry */

const PAUSE_MS = 600;
const SHORTEST = 8;
const WRITTEN = ["title", "learned", "did", "expected", "happened", "impact", "drove", "next_time"];
/** @type {Record<string, string>} */
const OUTCOMES = { worked: "It worked", partly: "It worked in part", "did not work": "It did not work" };

/**
 * In a form: what is chosen is a field of the form, and is saved with it.
 * @param {HTMLFormElement} form
 */
export function recallIn(form) {
  if (!form.querySelector("[data-recall]")) return { async fill() {} };
  const box = find(form, "[data-recall]", HTMLElement);
  const csrf = find(form, "[name=csrf_token]", HTMLInputElement).value;
  const chosen = find(box, "[data-chosen]", HTMLElement);
  const written = () => new FormData(form);
  const text = () =>
    WRITTEN.flatMap((name) => written().getAll(name))
      .join("\n")
      .trim();
  const used = () => written().getAll("used").map(String);
  const show = offersIn(box, choose);

  /**
   * @param {string} id
   * @param {string} title
   */
  function add(id, title) {
    const line = copyOf(box, "[data-chosen-blank]");
    find(line, "input", HTMLInputElement).value = id;
    find(line, "span", HTMLElement).textContent = title;
    chosen.append(line);
    return line;
  }

  /** @param {RecalledEntry} entry */
  function choose(entry) {
    const ticks = /** @type {HTMLInputElement[]} */ (all(chosen, "input"));
    const tick =
      ticks.find((each) => each.value === entry.id) ??
      find(add(entry.id, entry.title), "input", HTMLInputElement);
    tick.checked = true;
    form.dispatchEvent(new Event("change", { bubbles: true }));
    tick.focus();
    look();
  }

  async function look() {
    if (text().length < SHORTEST) return show([], chosen.children.length);
    const asked = text();
    const found = await ask({ text: asked, entry: form.dataset.entry ?? "", used: used() }, csrf);
    if (found && asked === text()) show(found.entries, chosen.children.length);
  }

  form.addEventListener("input", settled(look, PAUSE_MS));
  look();
  return {
    /** @param {string[]} ids the entries that a draft had chosen */
    async fill(ids) {
      const ticks = /** @type {HTMLInputElement[]} */ (all(chosen, "input"));
      for (const tick of ticks) tick.checked = ids.includes(tick.value);
      const missing = ids.filter((id) => !used().includes(id));
      // At once, so that whatever is saved meanwhile has them; their titles follow.
      const lines = missing.map((id) => add(id, "An earlier entry"));
      const found = missing.length ? await ask({ used: missing }, csrf) : null;
      const titles = new Map(found?.used.map((entry) => [entry.id, entry.title]));
      lines.forEach((line, at) => {
        const title = titles.get(missing[at] ?? "");
        if (title) find(line, "span", HTMLElement).textContent = title;
        else if (found) line.remove();
      });
      await look();
    },
  };
}

/** On a meeting's own page: what is chosen is linked at once. */
export async function recallHere() {
  if (!document.querySelector("[data-meeting-id] [data-offers]")) return;
  const box = find(document, "[data-recall]", HTMLElement);
  const csrf = box.dataset.csrf ?? "";
  const chosen = find(box, "[data-chosen]", HTMLElement);
  const show = offersIn(box, use);
  const links = () => [...chosen.querySelectorAll("a")].map((link) => link.pathname.split("/").pop() ?? "");
  const look = async () => {
    const text = JSON.parse(find(box, "[data-recall-text]", HTMLScriptElement).textContent ?? '""');
    show((await ask({ text, used: links() }, csrf))?.entries ?? [], chosen.children.length);
  };

  /** @param {RecalledEntry} entry */
  async function use(entry) {
    const answer = await post("/log/recall/use", { entry: entry.id, meeting: box.dataset.meetingId }, csrf);
    if (!answer) return;
    const link = find(copyOf(box, "[data-chosen-blank]"), "a", HTMLAnchorElement);
    link.href = `/log/${entry.id}`;
    link.textContent = entry.title;
    chosen.append(link.closest("li") ?? link);
    link.focus();
    await look();
  }
  await look();
}

/**
 * @param {HTMLElement} box
 * @param {(entry: RecalledEntry) => void} choose
 * @returns {(entries: RecalledEntry[], chosen: number) => void}
 */
function offersIn(box, choose) {
  const offers = find(box, "[data-offers]", HTMLElement);
  const words = find(box, "[data-recall-words]", HTMLElement);
  const status = find(box, "[data-recall-said]", HTMLElement);
  return (entries, chosen) => {
    const hadFocus = offers.contains(document.activeElement);
    offers.replaceChildren(...entries.map((entry) => offer(box, entry, choose)));
    box.hidden = !entries.length && !chosen;
    words.textContent = chosen
      ? "This builds on:"
      : "These may be about the same thing. What you use is linked with this, and each shows the other.";
    const said = entries.length
      ? `${entries.length === 1 ? "An earlier entry" : `${entries.length} earlier entries`} may fit.`
      : "";
    if (status.textContent !== said) status.textContent = said;
    if (hadFocus) /** @type {HTMLElement | null} */ (offers.querySelector("button"))?.focus();
  };
}

/**
 * @param {HTMLElement} box
 * @param {RecalledEntry} entry
 * @param {(entry: RecalledEntry) => void} choose
 */
function offer(box, entry, choose) {
  const line = copyOf(box, "[data-offer-blank]");
  const link = find(line, "[data-title]", HTMLAnchorElement);
  const day = longDate(entry.date);
  link.href = `/log/${entry.id}`;
  link.textContent = entry.title;
  find(line, "[data-facts]", HTMLElement).textContent = [
    day,
    OUTCOMES[entry.outcome],
    entry.no_longer && "No longer true",
  ]
    .filter(Boolean)
    .join(" · ");
  find(line, "[data-learning]", HTMLElement).textContent = entry.learning;
  const button = find(line, "button", HTMLButtonElement);
  button.setAttribute("aria-label", `Use “${entry.title}”`);
  button.addEventListener("click", () => choose(entry));
  return line;
}

/**
 * @param {HTMLElement} box
 * @param {string} selector of a template
 */
function copyOf(box, selector) {
  const blank = find(box, selector, HTMLTemplateElement).content.cloneNode(true);
  return find(/** @type {DocumentFragment} */ (blank), "li", HTMLLIElement);
}

/**
 * @param {{text?: string, entry?: string, used: string[]}} asked
 * @param {string} csrf
 * @returns {Promise<{entries: RecalledEntry[], used: RecalledEntry[]} | null>}
 */
const ask = (asked, csrf) =>
  post("/log/recall", { ...asked, text: (asked.text ?? "").slice(0, 20000) }, csrf);

/**
 * Offering something is a kindness: when it fails, nothing is said and nobody is disturbed.
 * @param {string} url
 * @param {object} data
 * @param {string} csrf
 */
async function post(url, data, csrf) {
  try {
    const answer = await postJson(url, data, csrf);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
