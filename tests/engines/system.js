/** What servers and drivers ask of this machine. */

import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** @typedef {{width: number, height: number}} Size of a window */

const PATIENCE_MS = 30_000;

/** @param {string} program @returns {string | undefined} its path, if it is installed */
export const whereIs = (program) => spawnSync("which", [program]).stdout.toString().trim() || undefined;

const launched = new Set();
process.once("exit", () => {
  for (const program of launched) program.kill();
});

/**
 * Starts a program that ends with us at the latest.
 * @param {string} program @param {string[]} words @param {import("node:child_process").SpawnOptions} how
 */
export function launch(program, words, how) {
  const child = spawn(program, words, how);
  launched.add(child);
  return child;
}

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });

/** @param {() => unknown} isSo may also fail until it is so */
export async function until(isSo) {
  const end = Date.now() + PATIENCE_MS;
  while (
    !(await Promise.resolve()
      .then(isSo)
      .catch(() => false))
  ) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${isSo}`);
    await pause(50);
  }
}
