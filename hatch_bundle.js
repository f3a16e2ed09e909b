/**
 * Joins a source with what it imports, and minifies it: `node hatch_bundle.js main.js built.js`. For
 * hatch_build.py, which runs it.
 */

import { writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { minify } from "terser";

/**
 * What the room has no use for: it sends text, over WebSocket alone, to the server of its page. By the path of the module, what
 * stands in for it.
 */
const LEFT_OUT = {
  "engine.io-client/build/esm/contrib/parseuri.js":
    'export const parse = (source) => { const { protocol, hostname, port, pathname } = new URL(source); return { source, protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ""), port, path: pathname }; };',
  "engine.io-client/build/esm/transports/index.js":
    'import { WS } from "./websocket.js"; export const transports = { websocket: WS };',
  "engine.io-client/build/esm/transports/polling-xhr.js": "export class XHR {}",
  "engine.io-client/build/esm/transports/polling-fetch.js": "export class Fetch {}",
  "engine.io-parser/build/esm/encodePacket.browser.js":
    'import { PACKET_TYPES } from "./commons.js"; export const encodePacket = ({ type, data = "" }, _, callback) => callback(PACKET_TYPES[type] + data); export const encodePacketToBinary = encodePacket;',
  "engine.io-parser/build/esm/decodePacket.browser.js":
    'import { ERROR_PACKET, PACKET_TYPES_REVERSE } from "./commons.js"; export const decodePacket = (text) => { const type = PACKET_TYPES_REVERSE[text[0]]; return type ? { type, data: text.slice(1) } : ERROR_PACKET; };',
  "socket.io-parser/build/esm/is-binary.js":
    "export const isBinary = () => false; export const hasBinary = isBinary;",
  "socket.io-parser/build/esm/binary.js":
    "export const deconstructPacket = () => {}; export const reconstructPacket = deconstructPacket;",
};
const leaveOut = {
  name: "leave-out",
  setup({ onLoad }) {
    for (const [path, contents] of Object.entries(LEFT_OUT)) {
      onLoad({ filter: new RegExp(`${path.replaceAll("/", ".")}$`) }, () => ({ contents }));
    }
  },
};

/**
 * Takes out what indents our templates. In a minified script only templates have line breaks, and htm leaves out
 * blanks with a line break before and after a tag, and before a value.
 * @param {string} script
 */
const withoutIndents = (script) => script.replace(/(>)\n +|\n +(?=<|\$\{)/g, "$1").replace(/\n +/g, "\n");

/** terser leaves 3 % less of a script than esbuild alone, when it is sent. @param {string} script */
async function smaller(script) {
  const { code } = await minify(script, { module: true, ecma: 2022, compress: { passes: 2 } });
  return code;
}

const [entry, outfile] = process.argv.slice(2);
const { outputFiles } = await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  logLevel: "warning",
  plugins: [leaveOut],
  write: false,
});
const [{ text }] = outputFiles;
await writeFile(outfile, entry.endsWith(".js") ? await smaller(withoutIndents(text)) : text);
