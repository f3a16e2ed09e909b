/**
 * A server before the server. It adds a script to each page that tells of errors, warnings, and what the page's policy
 * forbids: WebKit's driver does not tell what is in the console.
 */

import { createServer, request } from "node:http";
import { connect } from "node:net";

const [SCRIPT, TOLD] = ["/engines-watch.js", "/engines-told"];
const HEAD = `<head><script src="${SCRIPT}"></script>`;

/** Runs in the page. @param {string} path to tell it to */
function watchPage(path) {
  const tell = (/** @type {unknown[]} */ ...words) =>
    fetch(path, { method: "POST", body: `${location.pathname}: ${words.join(" ")}`, keepalive: true });
  addEventListener(
    "error",
    ({ message, filename, lineno, target }) =>
      message ? tell(message, `${filename}:${lineno}`) : tell("not loaded:", target.src ?? target.href),
    true,
  );
  addEventListener("unhandledrejection", ({ reason }) => tell("not handled:", reason, reason?.stack));
  addEventListener("securitypolicyviolation", (it) =>
    tell("forbidden:", it.violatedDirective, it.blockedURI),
  );
  for (const level of ["error", "warn"]) {
    const log = console[level];
    console[level] = (...words) => {
      tell(level, ...words);
      log(...words);
    };
  }
}

/** @param {import("node:stream").Readable} stream */
async function textOf(stream) {
  let text = "";
  for await (const part of stream.setEncoding("utf8")) text += part;
  return text;
}

/**
 * @param {number} port of the server behind
 * @returns {Promise<{url: string, complaints: string[], close: () => void}>}
 */
export async function watch(port) {
  /** @type {string[]} */
  const complaints = [];
  const proxy = createServer(async (asked, answer) => {
    if (asked.url === TOLD) {
      complaints.push(await textOf(asked));
      answer.end();
    } else if (asked.url === SCRIPT) {
      answer.setHeader("Content-Type", "text/javascript");
      answer.end(`(${watchPage})(${JSON.stringify(TOLD)});`);
    } else passOn(port, asked, answer);
  });
  proxy.on("upgrade", (asked, socket, head) => joinSockets(port, asked, socket, head));
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port: own } = /** @type {import("node:net").AddressInfo} */ (proxy.address());
  const close = () => {
    proxy.close();
    proxy.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${own}`, complaints, close };
}

function passOn(port, asked, answer) {
  const headers = { ...asked.headers, "accept-encoding": "identity" };
  const behind = request({ port, path: asked.url, method: asked.method, headers }, async (given) => {
    const isPage = given.headers["content-type"]?.startsWith("text/html");
    if (isPage) delete given.headers["content-length"];
    answer.writeHead(given.statusCode ?? 502, given.headers);
    if (isPage) answer.end((await textOf(given)).replace("<head>", HEAD));
    else given.pipe(answer);
  });
  behind.on("error", () => answer.destroy());
  asked.pipe(behind);
}

function joinSockets(port, asked, socket, head) {
  const behind = connect(port, "127.0.0.1", () => {
    const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
    for (let at = 0; at < asked.rawHeaders.length; at += 2) {
      lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
    }
    behind.write(`${lines.join("\r\n")}\r\n\r\n`);
    behind.write(head);
    behind.pipe(socket).pipe(behind);
  });
  const end = () => {
    behind.destroy();
    socket.destroy();
  };
  behind.on("error", end).on("close", end);
  socket.on("error", end).on("close", end);
}
