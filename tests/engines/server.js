/** A server of our own, on an empty data directory, and a meeting on it. */

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Companion } from "./companion.js";
import { freePort, launch, until } from "./system.js";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PYTHON = process.env.PYTHON ?? join(ROOT, ".venv", "bin", "python");
const EMAIL = "ana@example.org";
const ACCOUNT = ["--name", "Ana", "--email", EMAIL, "--password", "a few good words"];

/** @typedef {{port: number, token: string, stop: () => Promise<void>}} Server `token` is the API's, of Ana's account */

/** @returns {Promise<Server>} */
export async function serve() {
  const folder = mkdtempSync(join(tmpdir(), "engines-"));
  const port = await freePort();
  const env = { ...process.env, FACILITATOR_DATA_DIR: folder, PORT: String(port) };
  const command = (/** @type {string[]} */ ...words) =>
    execFileSync(PYTHON, ["-m", "facilitator", ...words], { cwd: ROOT, env })
      .toString()
      .trim();
  command("upgrade");
  command("account", "create", ...ACCOUNT);
  const token = command("token", "create", "--name", "engines", "--account", EMAIL);
  const server = launch(PYTHON, ["-m", "facilitator", "serve"], { cwd: ROOT, env, stdio: "ignore" });
  await until(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok);
  const stop = async () => {
    server.kill();
    await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  return { port, token, stop };
}

/**
 * A meeting that Ana leads, and she in its room.
 * @param {Server} server @param {string} url at which browsers see it @param {string} title
 */
export async function openMeeting(server, url, title) {
  const answer = await fetch(`${url}/api/v1/meetings`, {
    method: "POST",
    headers: { Authorization: `Bearer ${server.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ title, minutes: 60 }),
  });
  const made = await answer.json();
  const ana = new Companion(`http://127.0.0.1:${server.port}`, made.id, made.seat_token);
  return { link: made.join_url, ana };
}
