/**
 * What is typed into an entry's form stays in this browser until the server has it, through reloads,
 * refusals and lost connections. A new entry's form has another id at each load, so it is found by
 * who writes; once the server knows the entry, by the entry.
 */
import { dropDraft, entriesOf, fillPlainFields, groupedBy, readDraft, writeDraft } from './draft.js';
import { all, find } from './page.js';
import { countsSendings, dropArrived } from './sending.js';

const OF_NO_WORD = ['version', 'sending'];

/**
 * @typedef {object} Kept
 * @property {() => void} keep writes down what the form says now
 * @property {(said: string) => void} saved the server has `said`
 * @property {() => string} said the form as text: what its writer chose and wrote, and nothing else
 * @property {boolean} restored whether words from an earlier visit are back in the form
 */

/**
 * @param {HTMLFormElement} form
 * @param {object} rows
 * @param {{fill: (texts: string[]) => void}} rows.learned
 * @param {{fill: (values: Map<string, string[]>) => void}} rows.actions
 * @param {{fill: (ids: string[]) => Promise<void>}} rows.recall
 * @returns {Kept}
 */
export function keptHere(form, rows) {
  const key = () => (form.dataset.new === undefined ? `entry:${form.dataset.entry}` : `new-entry:${form.dataset.reader}`);
  const said = () => wordsOf(entriesOf(form));
  // What the server refused has not reached it.
  let reached = form.dataset.refused === undefined ? said() : '';

  countsSendings(form);
  dropArrived();
  /** @type {[string, string][]} */
  const copy = form.dataset.refused === undefined ? JSON.parse(readDraft(key()) ?? '[]') : [];
  const restored = copy.length > 0 && wordsOf(copy) !== said();
  if (restored) restore(groupedBy(copy));

  /** @param {Map<string, string[]>} values */
  function restore(values) {
    fillPlainFields(form, values);
    form.dataset.entry = values.get('entry')?.[0] ?? form.dataset.entry;
    rows.learned.fill(values.get('learned') ?? []);
    rows.actions.fill(values);
    rows.recall.fill(values.get('used') ?? []);
    for (const part of all(form, 'details')) {
      const written = [...part.querySelectorAll('textarea')].some((area) => area.value);
      if (written) part.setAttribute('open', '');
    }
    const notice = find(document, '[data-draft-notice]', HTMLElement);
    notice.hidden = false;
    find(notice, '[data-draft-drop]', HTMLElement).addEventListener('click', () => {
      dropDraft(key());
      reached = said();
      location.reload();
    });
  }

  function keep() {
    if (said() === reached) dropDraft(key());
    else writeDraft(key(), JSON.stringify(entriesOf(form)));
  }
  addEventListener('pagehide', keep);

  return {
    keep,
    said,
    restored,
    saved(sent) {
      dropDraft(key());
      delete form.dataset.new;
      reached = sent;
      keep();
    },
  };
}

/** @param {[string, string][]} pairs */
function wordsOf(pairs) {
  return JSON.stringify(pairs.filter(([name]) => !OF_NO_WORD.includes(name)));
}
