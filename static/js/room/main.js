import { h, render } from "preact";
import { effect } from "@preact/signals";
import { App } from "./app.js";
import { boot } from "./boot.js";
import { left } from "./clock.js";
import { connect } from "./connection.js";
import { me, serverClock, shared } from "./state.js";
import { keepFocus } from "./ui/focus.js";
import { watchTheRoom } from "./announcer.js";

const place = /** @type {HTMLElement} */ (document.getElementById("room"));
place.replaceChildren();
render(h(App, {}), place);
watchTheRoom();
keepFocus();
connect(boot);
effect(() => {
  if (shared.value?.meeting.status === "closed") location.assign(`/meetings/${boot.meeting}/summary`);
});
// For the console, and for tests: what this browser believes.
Object.assign(globalThis, { room: { shared, me, serverClock, left } });
