/**
 * The main path in other engines than Chromium: `node tests/engines/run.js [firefox] [webkit]`, or `make engines`.
 * Pictures of each stage are left in build/engines.
 */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as firefox from "./firefox.js";
import { walk } from "./main-path.js";
import { Person } from "./person.js";
import { openMeeting, ROOT, serve } from "./server.js";
import { watch } from "./watching-proxy.js";
import * as webkit from "./webkit.js";

const ENGINES = { firefox, webkit };
const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 800 } };
const TITLE = "The lift that stopped";

/** @param {string} name of the engine @param {string} size */
async function walkIn(name, size) {
  const pictures = join(ROOT, "build", "engines", `${name}-${size}`);
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const server = await serve();
  const proxy = await watch(server.port);
  const driver = await ENGINES[name].start(SIZES[size]);
  const ben = new Person(driver, pictures);
  try {
    const { link, ana } = await openMeeting(server, proxy.url, TITLE);
    await walk(ben, ana, link);
    ana.leave();
    if (proxy.complaints.length) throw new Error("The console is not empty.");
  } catch (error) {
    await ben.looks("trouble");
    for (const complaint of proxy.complaints) console.error(`${name}, in the console: ${complaint}`);
    throw error;
  } finally {
    await driver.quit();
    proxy.close();
    await server.stop();
  }
}

const chosen = process.argv.slice(2);
const names = chosen.length ? chosen : Object.keys(ENGINES);
const missing = names.map((name) => ENGINES[name].missing()).filter(Boolean);
if (missing.length) {
  console.error(missing.join("\n"));
  process.exit(1);
}
const walks = names.flatMap((name) => Object.keys(SIZES).map((size) => [name, size]));
let failed = 0;
for (const [name, size] of walks) {
  const began = Date.now();
  try {
    await walkIn(name, size);
    console.log(`${name}, ${size}: the whole path, in ${Math.round((Date.now() - began) / 1000)} s`);
  } catch (error) {
    failed += 1;
    console.error(`${name}, ${size}: ${error instanceof Error ? error.stack : error}`);
  }
}
console.log(`${walks.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
