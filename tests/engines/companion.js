/** Somebody in the room without a browser, who uses the protocol of docs/wire.md. */

import { randomBytes } from "node:crypto";
import { io } from "socket.io-client";
import { mergePatch } from "../../static/js/room/merge-patch.js";
import { until } from "./system.js";

export class Companion {
  /** @param {string} url @param {string} meeting @param {string} token the seat's */
  constructor(url, meeting, token) {
    this.shared = /** @type {any} */ ({});
    this.socket = io(`${url}/room`, { auth: { meeting, token }, transports: ["websocket"] });
    this.socket.on("view", ({ shared }) => {
      this.shared = shared;
    });
    this.socket.on("patch", ({ shared }) => {
      this.shared = mergePatch(this.shared, shared);
    });
  }

  newId = () => randomBytes(16).toString("hex");

  /** @param {string} name @param {object} [data] */
  async send(name, data = {}) {
    const answer = await this.socket.timeout(15_000).emitWithAck("command", { id: this.newId(), name, data });
    if (!answer.ok) throw new Error(`${name}: ${answer.message}`);
  }

  /** The id of somebody's seat. @param {string} name */
  seatOf = (name) => this.#idIn("seats", name);

  /** The id of a theme. @param {string} name */
  themeOf = (name) => this.#idIn("themes", name);

  leave = () => this.socket.disconnect();

  async #idIn(part, name) {
    const entry = () => Object.entries(this.shared[part] ?? {}).find(([, item]) => item.name === name);
    await until(entry);
    return entry()?.[0];
  }
}
