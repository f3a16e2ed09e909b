/** Finding the addresses of web pages in what people wrote. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”„«»]+/giu;
/** What ends the sentence, not the address. */
const LAST_SIGNS = /[.,:;!?'’*_…。、]+$/u;

/**
 * Without what the sentence around it added: its last signs, and a bracket that was opened before the address.
 * @param {string} address
 * @returns {string}
 */
function withoutSentence(address) {
  const bare = address.replace(LAST_SIGNS, "");
  const isClosed = /[)\]]$/.test(bare);
  const opening = bare.endsWith(")") ? "(" : "[";
  const outside = isClosed && bare.split(opening).length < bare.split(bare.slice(-1)).length;
  if (outside) return withoutSentence(bare.slice(0, -1));
  return bare;
}

/**
 * @param {string} text
 * @returns {{text: string, isAddress: boolean}[]} its parts in their order; together they are the text
 */
export function splitAtAddresses(text) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutSentence(found);
    if (!URL.canParse(address)) continue;
    parts.push({ text: text.slice(end, index), isAddress: false }, { text: address, isAddress: true });
    end = index + address.length;
  }
  parts.push({ text: text.slice(end), isAddress: false });
  return parts.filter((part) => part.text);
}
