/**
 * Browsers give access to the clipboard on https and on localhost only.
 * @param {string} text
 * @returns {Promise<boolean>} whether it was copied; if not, the caller offers another way
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
