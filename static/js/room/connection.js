import { io } from "socket.io-client";
import { batch } from "@preact/signals";
import { merge } from "./merge-patch.js";
import { flush, openSeat } from "./send.js";
import { ended, me, online, seq, serverClock, shared } from "./state.js";

/** @typedef {import("./types").Waiting} Waiting */
const ANSWER_MS = 8000;
const CHECK_MS = 20_000;
/** While the page loads a message is read late, so the clock is measured once more after this. */
const SETTLED_MS = 2500;
const AGAIN_MS = 2000;
const WAKE_MS = 4000;
/** Refusals that are over in a moment: the command is sent again. */
const LATER = ["too_fast", "busy"];
/** Refusals that are for good. */
const ENDS = ["no_seat", "no_meeting", "link_ended"];

/** @param {{meeting: string, csrf: string}} boot */
export function connect({ meeting, csrf }) {
  const socket = io("/room", {
    auth: { meeting, csrf },
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
  });
  let travelling = false;
  /** What my command did to my part comes before its answer; shown at once, a vote would count twice in between. */
  let early = /** @type {import("./types").Me | undefined} */ (undefined);
  /** @type {(waiting: Waiting) => Promise<any>} */
  const transmit = async ({ id, name, data }) => {
    travelling = true;
    try {
      const answer = await socket.timeout(ANSWER_MS).emitWithAck("command", { id, name, data });
      if (LATER.includes(answer.code)) throw new Error(answer.message);
      return answer;
    } finally {
      travelling = false;
      if (early) me.value = early;
      early = undefined;
    }
  };
  const check = () => {
    if (socket.connected) socket.emit("check", { seq: seq.value });
  };
  /** A phone that was asleep may hold a connection that is long dead: without an answer it is made anew. */
  const wake = () => {
    if (document.hidden || !socket.connected) return;
    socket.timeout(WAKE_MS).emit("check", { seq: seq.value }, (/** @type {any} */ silence) => {
      if (silence) socket.io.engine.close();
    });
  };

  socket.on("view", (view) => {
    serverClock.heard(view.now);
    batch(() => {
      if (!me.value) {
        openSeat(meeting, view.me.seat, transmit);
        setTimeout(() => socket.emit("check", { seq: 0 }), SETTLED_MS);
      }
      shared.value = view.shared;
      me.value = view.me;
      early = undefined;
      seq.value = view.seq;
      online.value = true;
    });
    flush();
  });
  socket.on("patch", (patch) => {
    serverClock.heard(patch.now);
    if (!shared.value || patch.seq <= seq.value) return;
    if (patch.base !== seq.value) return check();
    batch(() => {
      shared.value = merge(shared.value, patch.shared);
      seq.value = patch.seq;
    });
  });
  socket.on("me", (part) => {
    if (travelling) early = part.me;
    else if (shared.value) me.value = part.me;
  });
  socket.on("goodbye", ({ code, message }) => leave(socket, code, message));
  socket.on("disconnect", (reason) => {
    online.value = false;
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), AGAIN_MS);
  });
  socket.on("connect_error", (error) => refusedAtTheDoor(socket, /** @type {any} */ (error)));
  setInterval(check, CHECK_MS);
  document.addEventListener("visibilitychange", wake);
}

/** The seat or the meeting is gone: say so and stop. */
function leave(/** @type {any} */ socket, /** @type {string} */ code, /** @type {string} */ message) {
  if (!ENDS.includes(code)) return;
  ended.value = message;
  socket.disconnect();
}

/** A page whose check ran out is loaded anew, with all that was typed. */
function refusedAtTheDoor(
  /** @type {any} */ socket,
  /** @type {{data?: {code?: string}, message: string}} */ error,
) {
  const { data, message } = error;
  online.value = false;
  if (!data?.code) return;
  leave(socket, data.code, message);
  if (data.code === "csrf") location.reload();
  else if (!ended.value && !socket.active) setTimeout(() => socket.connect(), AGAIN_MS);
}
