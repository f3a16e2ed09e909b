/**
 * Joins the room's modules and stylesheets with what they import, and minifies them: `node hatch_bundle.js FOLDER`.
 * For hatch_build.py, which runs it. Each file's name holds a hash of its content, and `names.json` says which
 * it is: {"room.js": "room-1a2b3c4d.js", ...}. A part that is loaded later imports from the first file by that name.
 */

import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "lightningcss";
import { rolldown } from "rolldown";

const SCRIPT = "static/js/room/main.js";
const STYLESHEETS = ["static/css/room.css", "static/css/later.css", "static/css/screen.css"];

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
  load(id) {
    const left = Object.keys(LEFT_OUT).find((path) => id.endsWith(path));
    return left && { code: LEFT_OUT[left], moduleSideEffects: false };
  },
};

/**
 * Takes out what indents our templates. In a minified script only templates have line breaks, and htm leaves out
 * blanks with a line break before and after a tag, and before a value.
 * @param {string} script
 */
const withoutIndents = (script) => script.replace(/(>)\n +|\n +(?=<|\$\{)/g, "$1").replace(/\n +/g, "\n");

/** @returns {Promise<[name: string, file: string, content: string | Uint8Array][]>} */
async function scripts() {
  const bundled = await rolldown({ input: { room: SCRIPT }, platform: "browser", plugins: [leaveOut] });
  const { output } = await bundled.generate({
    minify: true,
    entryFileNames: "[name]-[hash].js",
    chunkFileNames: "[name]-[hash].js",
  });
  return output.map((chunk) => {
    if (chunk.type !== "chunk") throw new Error(`${chunk.fileName} is no script`);
    return [`${chunk.name}.js`, chunk.fileName, withoutIndents(chunk.code)];
  });
}

/** @param {string} filename @returns {[name: string, file: string, content: Uint8Array]} */
function stylesheet(filename) {
  const { code } = bundle({ filename, minify: true });
  const name = filename.replace(/.*\//, "").replace(/\.css$/, "");
  return [`${name}.css`, `${name}-${createHash("sha256").update(code).digest("hex").slice(0, 8)}.css`, code];
}

const folder = process.argv[2];
const made = [...(await scripts()), ...STYLESHEETS.map(stylesheet)];
await Promise.all(made.map(([, file, content]) => writeFile(join(folder, file), content)));
const names = Object.fromEntries(made.map(([name, file]) => [name, file]));
await writeFile(join(folder, "names.json"), JSON.stringify(names));
