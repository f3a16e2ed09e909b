/**
 * The socket to the server: what comes in goes to the signals of state.js, commands go out. See docs/wire.md.
 */

import { batch } from "@preact/signals";
import { io } from "socket.io-client";
import { takeAnswer } from "./answers.js";
import { mergePatch } from "./merge-patch.js";
import { flush, openSeat } from "./seat-stores.js";
import { exitMessage, me, online, seq, serverClock, shared } from "./state.js";

/** @typedef {import("./types").PendingCommand} PendingCommand */

const ANSWER_TIMEOUT_MS = 8000;
const CHECK_INTERVAL_MS = 20_000;
/** While the page loads, messages are read late. So the clock is measured once more after this time. */
const PAGE_LOAD_MS = 2500;
const RECONNECT_MS = 2000;
const WAKE_TIMEOUT_MS = 4000;
/** Refusals that end the stay in the room. */
const FINAL_CODES = ["no_seat", "seat_moved", "no_meeting", "link_ended"];

/** The seat of a shared screen, which sees what everybody sees and may do nothing. @type {import("./types").Me} */
const NOBODY = { seat: "", name: "", role: "", can: [] };

/** @param {{meeting: string, csrf: string, screen?: boolean}} boot */
export function connect({ meeting, csrf, screen }) {
  const socket = io("/room", {
    auth: { meeting, csrf, screen },
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
  });
  let isSending = false;
  /**
   * A new `me` that came before the answer to the command that caused it. It waits for the answer: shown at
   * once, a vote would count twice, in `me` and as a pending command.
   */
  let heldMe = /** @type {import("./types").Me | undefined} */ (undefined);

  /** @type {(command: PendingCommand) => Promise<any>} */
  const transmit = async ({ id, name, data }) => {
    isSending = true;
    try {
      return await socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck("command", { id, name, data });
    } finally {
      isSending = false;
      if (heldMe) me.value = heldMe;
      heldMe = undefined;
    }
  };

  /** Asks whether a message was missed; then the server sends the view. */
  const check = () => {
    if (socket.connected) socket.emit("check", { seq: seq.value });
  };
  /** After a phone has slept, its connection may be dead without a sign. If no answer comes, connect anew. */
  const checkAfterSleep = () => {
    if (document.hidden || !socket.connected) return;
    socket.timeout(WAKE_TIMEOUT_MS).emit("check", { seq: seq.value }, (/** @type {any} */ timeout) => {
      if (timeout) socket.io.engine.close();
    });
  };

  socket.on("view", (view) => {
    serverClock.addSample(view.now);
    // The room says so a moment later.
    if (view.me) view.shared.seats[view.me.seat].here = true;
    batch(() => {
      if (!me.value) {
        if (view.me) openSeat(meeting, view.me.seat, transmit, takeAnswer);
        setTimeout(() => socket.emit("check", { seq: 0 }), PAGE_LOAD_MS);
      }
      shared.value = view.shared;
      me.value = view.me ?? NOBODY;
      heldMe = undefined;
      seq.value = view.seq;
      online.value = true;
    });
    flush();
  });
  socket.on("patch", (patch) => {
    serverClock.addSample(patch.now);
    if (patch.seq <= seq.value) return;
    if (patch.base !== seq.value) return check();
    batch(() => {
      shared.value = mergePatch(shared.value, patch.shared);
      seq.value = patch.seq;
    });
  });
  socket.on("me", (message) => {
    if (isSending) heldMe = message.me;
    else me.value = message.me;
  });
  socket.on("goodbye", ({ code, message }) => leaveIfFinal(socket, code, message));
  socket.on("disconnect", (reason) => {
    online.value = false;
    // After a goodbye of a server that restarts, the connection is cut, and the library connects again.
    if (reason === "io server disconnect") connectLater(socket);
  });
  socket.on("connect_error", (error) => handleConnectError(socket, /** @type {any} */ (error)));
  setInterval(check, CHECK_INTERVAL_MS);
  document.addEventListener("visibilitychange", checkAfterSleep);
}

/** If the seat or the meeting is gone for good, says so and disconnects. */
function leaveIfFinal(/** @type {any} */ socket, /** @type {string} */ code, /** @type {string} */ message) {
  if (!FINAL_CODES.includes(code)) return;
  exitMessage.value = message;
  socket.disconnect();
}

/** When the CSRF token has expired the page is loaded anew; drafts and the outbox survive that. */
function handleConnectError(
  /** @type {any} */ socket,
  /** @type {{data?: {code?: string}, message: string}} */ { data, message },
) {
  online.value = false;
  if (!data?.code) return;
  leaveIfFinal(socket, data.code, message);
  if (data.code === "csrf") location.reload();
  else if (!exitMessage.value && !socket.active) connectLater(socket);
}

/** Connects after a while that differs from browser to browser: all of a room lose a server at once. */
function connectLater(/** @type {any} */ socket) {
  setTimeout(() => socket.connect(), RECONNECT_MS * (0.5 + Math.random()));
}
