/** The page of an entry: what was kept in this browser until it was saved is no longer needed. */
import { dropDraft, readDraft } from './draft.js';
import './local-time.js';

const page = document.querySelector('[data-entry][data-saved]');
if (page instanceof HTMLElement) {
  const [entry, fresh] = [page.dataset.entry ?? '', `new-entry:${page.dataset.reader}`];
  dropDraft(`entry:${entry}`);
  if (readDraft(fresh)?.includes(entry)) dropDraft(fresh);
  // Reloading or sharing this address must not say it again.
  history.replaceState(null, '', location.pathname);
}
/** @type {HTMLElement | null} */ (document.querySelector('[data-focus]'))?.focus();
