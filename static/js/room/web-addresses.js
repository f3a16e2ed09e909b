/**
 * Finding the addresses of web pages in what people wrote. The server has the same rule, sign for sign
 * (facilitator/summary/web_addresses.py), where it is explained, and both have the cases of tests/web-addresses.json.
 */

const raw = String.raw;
const END = raw`\s\x00-\x20\x7f-\xa0"<>“”„«»\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff、。〈-】！（），：；？`;
const SENTENCE = raw`.,:;!?'’*_~|${"`"}…`;
const HOST = raw`[^${END}…’\x00-,./:-@\[-^${"`"}{-\x7f]`;
const PAIRS = raw`\([^${END}()]*\)|\[[^${END}\[\]]*\]|\{[^${END}{}]*\}`;
const ADDRESS = new RegExp(
  raw`(?<![A-Za-z0-9])[Hh][Tt][Tt][Pp][Ss]?:\/\/(?![^${END}/?#]*@)` +
    raw`(?:\[[0-9A-Fa-f:.]+\]|${HOST}(?:\.?${HOST})*)(?::[0-9]+)?` +
    raw`(?:(?=[/?#])(?:[${SENTENCE}]*(?:[^${END}${SENTENCE}()\[\]{}]|${PAIRS}))*)?`,
  "g",
);

/**
 * @param {string} text
 * @returns {{text: string, isAddress: boolean}[]} its parts in their order; together they are the text
 */
export function splitAtAddresses(text) {
  const parts = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    parts.push({ text: text.slice(end, index), isAddress: false }, { text: address, isAddress: true });
    end = index + address.length;
  }
  parts.push({ text: text.slice(end), isAddress: false });
  return parts.filter((part) => part.text);
}
