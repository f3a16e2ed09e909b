/** Debian's WebKitGTK, over WebDriver: its MiniBrowser on a screen of Xvfb's. */

import { execFileSync } from "node:child_process";
import { Builder, Capabilities, Key } from "selenium-webdriver";
import { intoSight } from "./in-page.js";
import { freePort, launch, until, whereIs } from "./system.js";

const NEEDED = ["WebKitWebDriver", "Xvfb", "import"];

const OPTIONS = { args: ["--automation", "--full-screen"] };

/** What to install, or "". */
export const missing = () =>
  NEEDED.every(whereIs) ? "" : "WebKitGTK is missing: apt-get install webkit2gtk-driver xvfb imagemagick";

/** A screen without a display, and its name. @param {import("./system.js").Size} size */
async function screen({ width, height }) {
  const words = ["-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"];
  const xvfb = launch("Xvfb", words, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve) => xvfb.stdio[3]?.once("data", resolve));
  return { display: `:${String(number).trim()}`, close: () => xvfb.kill() };
}

/** @param {import("./system.js").Size} size @returns {Promise<import("./person.js").Driver>} */
export async function start(size) {
  const { display, close } = await screen(size);
  const port = await freePort();
  // Without a GPU it shows nothing otherwise.
  const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_DMABUF_RENDERER: "1" };
  const service = launch("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/status`)).ok);
  const driver = await new Builder()
    .usingServer(url)
    .withCapabilities(new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": OPTIONS }))
    .build();
  await driver
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...size });
  return {
    open: (address) => driver.get(address),
    reload: () => driver.navigate().refresh(),
    address: () => driver.getCurrentUrl(),
    run: (work, ...given) => driver.executeScript(work, ...given),
    element: (search, ...given) => driver.executeScript(search, ...given),
    // The driver takes what lies under the foot of the room for what is in sight.
    click: async (element) => {
      await driver.executeScript(intoSight, element);
      await element.click();
    },
    type: (element, text) => element.sendKeys(text),
    enter: (element) => element.sendKeys(Key.ENTER),
    // The driver's own picture never comes.
    picture: async (file) => execFileSync("import", ["-display", display, "-window", "root", file]),
    quit: async () => {
      await driver.quit();
      service.kill();
      close();
    },
  };
}
